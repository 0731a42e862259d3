package org.sluice.grizzly.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.api.Credential;

/** Answers a challenge of HTTP Digest (RFC 7616, and RFC 2069 where a server knows no more). Pure, but for the hash functions. */
final class DigestChallenge {

    private static final Map<String, String> ALGORITHMS =
            Map.of("", "MD5", "MD5", "MD5", "SHA-256", "SHA-256", "SHA-512-256", "SHA-512/256");
    /** From the strongest. */
    private static final List<String> STRENGTH = List.of("SHA-512-256", "SHA-256", "MD5", "");

    private static final String SESSION = "-SESS";
    private static final String COUNT = "00000001";

    private final AuthChallenge challenge;
    private final String algorithm;
    private final boolean session;
    private final boolean qop;

    private DigestChallenge(AuthChallenge challenge, String algorithm, boolean session, boolean qop) {
        this.challenge = challenge;
        this.algorithm = algorithm;
        this.session = session;
        this.qop = qop;
    }

    /** One that can be answered; empty where it is of another scheme, or wants what is not known here. */
    static Optional<DigestChallenge> of(AuthChallenge challenge) {
        if (!challenge.is("Digest") || challenge.parameter("nonce").isEmpty()) {
            return Optional.empty();
        }
        String name = challenge.parameter("algorithm").toUpperCase(Locale.ROOT);
        boolean session = name.endsWith(SESSION);
        String algorithm = session ? name.substring(0, name.length() - SESSION.length()) : name;
        String offered = challenge.parameter("qop");
        boolean auth = Arrays.stream(offered.split(",", -1)).map(String::strip).anyMatch("auth"::equalsIgnoreCase);
        if (!ALGORITHMS.containsKey(algorithm) || (!offered.isEmpty() && !auth)) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(challenge, algorithm, session, auth));
    }

    /** Smaller is stronger. */
    int weakness() {
        return STRENGTH.indexOf(algorithm);
    }

    /** Whether the answer before was right, but too late. */
    boolean isStale() {
        return challenge.parameter("stale").equalsIgnoreCase("true");
    }

    /**
     * The value of the header.
     *
     * @param method of the request
     * @param target of the request, as in its first line
     * @param clientNonce unpredictable
     */
    String answer(Credential who, String method, String target, String clientNonce) {
        String realm = challenge.parameter("realm");
        String nonce = challenge.parameter("nonce");
        String secret = hash(who.user() + ':' + realm + ':' + who.password());
        if (session) {
            secret = hash(secret + ':' + nonce + ':' + clientNonce);
        }
        String request = hash(method + ':' + target);
        String response = qop
                ? hash(secret + ':' + nonce + ':' + COUNT + ':' + clientNonce + ":auth:" + request)
                : hash(secret + ':' + nonce + ':' + request);
        StringBuilder value = new StringBuilder("Digest ").append(user(who.user(), realm));
        value.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
        value.append(", uri=")
                .append(quoted(target))
                .append(", response=\"")
                .append(response)
                .append('"');
        if (!challenge.parameter("algorithm").isEmpty()) {
            value.append(", algorithm=").append(challenge.parameter("algorithm"));
        }
        if (!challenge.parameter("opaque").isEmpty()) {
            value.append(", opaque=").append(quoted(challenge.parameter("opaque")));
        }
        if (qop || session) {
            value.append(", cnonce=").append(quoted(clientNonce));
        }
        if (qop) {
            value.append(", qop=auth, nc=").append(COUNT);
        }
        return value.toString();
    }

    private String user(String user, String realm) {
        if (challenge.parameter("userhash").equalsIgnoreCase("true")) {
            return "username=\"" + hash(user + ':' + realm) + "\", userhash=true";
        }
        boolean ascii = user.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return ascii ? "username=" + quoted(user) : "username*=UTF-8''" + escaped(user);
    }

    /** RFC 8187, 3.2. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
            escaped.append(plain ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each & 0xFF));
        }
        return escaped.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(String.valueOf(ALGORITHMS.get(algorithm)))
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks a hash function that all have", e);
        }
    }
}
