package org.sluice.grizzly.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key of a request that is sent in place of the engine's own, since each connection has one of its own (RFC 6455, 4.1); the engine
 * gets to see the answer to its own.
 */
final class UpgradeKey {

    static final String KEY = "Sec-WebSocket-Key";
    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private UpgradeKey() {}

    /** A new key. */
    static String fresh() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /**
     * Turns the answer to one key into that to another; a wrong answer stays as it is, and wrong.
     *
     * @param sent what the server got
     * @param original the engine's own
     */
    static ResponseHead translate(ResponseHead head, String sent, String original) {
        Optional<String> answer = head.value(ACCEPT);
        if (sent.equals(original) || answer.isEmpty() || !answer.get().equals(accept(sent))) {
            return head;
        }
        List<ResponseHead.Field> fields = new ArrayList<>();
        for (ResponseHead.Field each : head.fields()) {
            fields.add(
                    each.name().equalsIgnoreCase(ACCEPT)
                            ? new ResponseHead.Field(each.name(), accept(original))
                            : each);
        }
        return new ResponseHead(head.status(), head.reason(), List.copyOf(fields));
    }

    static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
