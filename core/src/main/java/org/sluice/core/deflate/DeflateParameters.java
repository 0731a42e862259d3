package org.sluice.core.deflate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.Role;

/**
 * The four parameters of RFC 7692, 7.1, as offers and answers both have them: their names, and which values there are. What one end
 * makes of the other's is left to {@link DeflateOffer} and {@link DeflatePolicy}.
 *
 * @param serverNoContextTakeover whether the server forgets between messages
 * @param clientNoContextTakeover whether the client does
 * @param serverMaxWindowBits the server's window, 8 to 15; empty where it is not named
 * @param clientMaxWindowBits the client's window, 8 to 15; empty where it is not named
 */
record DeflateParameters(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        OptionalInt serverMaxWindowBits,
        OptionalInt clientMaxWindowBits) {

    static final String EXTENSION = "permessage-deflate";

    /** The smallest window of DEFLATE as the RFC has it: 256 bytes. */
    static final int LEAST_BITS = 8;
    /** The largest window of DEFLATE: 32 KiB (RFC 1951, 2). */
    static final int MOST_BITS = 15;

    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** No leading zeros (RFC 7692, 7.1.2). */
    private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

    private static final Set<String> NAMES = Set.of(SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER, SERVER_BITS, CLIENT_BITS);

    DeflateParameters {
        check(serverMaxWindowBits);
        check(clientMaxWindowBits);
    }

    private static void check(OptionalInt bits) {
        if (bits.isPresent() && (bits.getAsInt() < LEAST_BITS || bits.getAsInt() > MOST_BITS)) {
            throw new IllegalArgumentException("a window has 8 to 15 bits (RFC 7692, 7.1.2): " + bits.getAsInt());
        }
    }

    /**
     * Reads the parameters of an offer, where a client that only says that it knows {@code client_max_window_bits} gives no value. That
     * is the same as the largest: it limits nothing, and lets the server choose.
     *
     * @return empty if one is unknown, repeated or has a wrong value
     */
    static Optional<DeflateParameters> ofOffer(Extension offer) {
        return read(offer.parameters(), String.valueOf(MOST_BITS));
    }

    /**
     * Reads the parameters of an answer, where both windows need their value.
     *
     * @return empty if one is unknown, repeated or has a wrong value
     */
    static Optional<DeflateParameters> ofAnswer(Extension answer) {
        return read(answer.parameters(), null);
    }

    private static Optional<DeflateParameters> read(List<Extension.Parameter> parameters, @Nullable String clientBits) {
        Set<String> seen = new HashSet<>();
        OptionalInt server = OptionalInt.empty();
        OptionalInt client = OptionalInt.empty();
        for (Extension.Parameter parameter : parameters) {
            String name = parameter.name();
            String value = parameter.value();
            if (!NAMES.contains(name) || !seen.add(name)) {
                return Optional.empty();
            }
            if (name.equals(CLIENT_BITS) && value == null) {
                value = clientBits;
            }
            boolean takesBits = name.equals(SERVER_BITS) || name.equals(CLIENT_BITS);
            boolean fits = takesBits ? value != null && BITS.matcher(value).matches() : value == null;
            if (!fits) {
                return Optional.empty();
            }
            if (name.equals(SERVER_BITS)) {
                server = OptionalInt.of(Integer.parseInt(value));
            } else if (name.equals(CLIENT_BITS)) {
                client = OptionalInt.of(Integer.parseInt(value));
            }
        }
        return Optional.of(new DeflateParameters(
                seen.contains(SERVER_NO_TAKEOVER), seen.contains(CLIENT_NO_TAKEOVER), server, client));
    }

    /** As an offer has them, where the largest window of the client needs no value. */
    String offer() {
        return written(true);
    }

    /** As an answer has them. */
    String answer() {
        return written(false);
    }

    private String written(boolean offer) {
        StringBuilder text = new StringBuilder(EXTENSION);
        if (serverNoContextTakeover) {
            text.append("; ").append(SERVER_NO_TAKEOVER);
        }
        if (clientNoContextTakeover) {
            text.append("; ").append(CLIENT_NO_TAKEOVER);
        }
        serverMaxWindowBits.ifPresent(
                bits -> text.append("; ").append(SERVER_BITS).append('=').append(bits));
        clientMaxWindowBits.ifPresent(
                bits -> text.append("; ").append(CLIENT_BITS).append(offer && bits == MOST_BITS ? "" : "=" + bits));
        return text.toString();
    }

    /** The window of what an end sends. */
    int windowBits(Role sender) {
        return (sender == Role.SERVER ? serverMaxWindowBits : clientMaxWindowBits).orElse(MOST_BITS);
    }

    /** Whether an end may refer to its earlier messages. */
    boolean takesOver(Role sender) {
        return !(sender == Role.SERVER ? serverNoContextTakeover : clientNoContextTakeover);
    }
}
