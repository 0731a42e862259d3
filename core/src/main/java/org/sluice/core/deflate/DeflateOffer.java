package org.sluice.core.deflate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client asks for in its handshake, and how it judges the answer (RFC 7692, 7.1). Sending and receiving the headers is left to
 * the handshake. An offer from before is safe to share.
 *
 * @param serverNoContextTakeover the server shall forget between messages, so that this end need remember nothing (7.1.1.1)
 * @param clientNoContextTakeover this end will forget between messages (7.1.1.2)
 * @param serverMaxWindowBits the largest window that the server shall use, 8 to 15; empty for no wish (7.1.2.1)
 * @param clientMaxWindowBits the largest window that this end will use, 8 to 15, where the server may ask for a smaller one; empty
 *     where it may not (7.1.2.2)
 */
public record DeflateOffer(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        OptionalInt serverMaxWindowBits,
        OptionalInt clientMaxWindowBits) {

    /** The usual offer, and that of browsers: all the server's choice. */
    public static final DeflateOffer DEFAULT =
            new DeflateOffer(false, false, OptionalInt.empty(), OptionalInt.of(DeflateParameters.MOST_BITS));

    /**
     * Checks the windows.
     *
     * @throws IllegalArgumentException if one is not 8 to 15
     */
    public DeflateOffer {
        new DeflateParameters(
                serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits);
    }

    /**
     * The offer for the request.
     *
     * @return a value for {@code Sec-WebSocket-Extensions}
     */
    public String headerValue() {
        return parameters().offer();
    }

    /**
     * Judges the server's answer.
     *
     * @param answers the values of all {@code Sec-WebSocket-Extensions} of the response, in their order
     * @return what was agreed on; empty where the server declined and messages go uncompressed
     * @throws ExtensionException if the connection must be failed: the answer is malformed, names an extension that was not offered, has
     *     wrong parameters, or ones that do not fit this offer
     */
    public Optional<DeflateAgreement> agree(List<String> answers) throws ExtensionException {
        List<Extension> extensions = ExtensionHeader.read(answers);
        if (extensions.isEmpty()) {
            return Optional.empty();
        }
        Extension only = extensions.get(0);
        if (extensions.size() > 1 || !only.name().equals(DeflateParameters.EXTENSION)) {
            throw new ExtensionException("the server answers with extensions that were not offered (RFC 6455, 4.1)");
        }
        DeflateParameters answer = DeflateParameters.ofAnswer(only)
                .orElseThrow(
                        () -> new ExtensionException(
                                "a parameter of the server's permessage-deflate is unknown, repeated or wrong (RFC 7692, 7.1)"));
        if (serverNoContextTakeover && !answer.serverNoContextTakeover()) {
            throw new ExtensionException("the server does not agree to forget between messages (RFC 7692, 7.1.1.1)");
        }
        if (serverMaxWindowBits.isPresent()
                && answer.serverMaxWindowBits().orElse(Integer.MAX_VALUE) > serverMaxWindowBits.getAsInt()) {
            throw new ExtensionException("the server does not agree to the window asked for (RFC 7692, 7.1.2.1)");
        }
        if (answer.clientMaxWindowBits().orElse(0) > clientMaxWindowBits.orElse(0)) {
            throw new ExtensionException("the server asks for a window that was not offered (RFC 7692, 7.1.2.2)");
        }
        return Optional.of(new DeflateAgreement(
                answer.serverNoContextTakeover(),
                // What this end said of itself holds, whether or not the server repeats it.
                clientNoContextTakeover || answer.clientNoContextTakeover(),
                answer.serverMaxWindowBits(),
                answer.clientMaxWindowBits().isPresent() ? answer.clientMaxWindowBits() : clientMaxWindowBits));
    }

    private DeflateParameters parameters() {
        return new DeflateParameters(
                serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits);
    }
}
