package org.sluice.core.deflate;

import java.util.OptionalInt;
import org.sluice.core.frame.Role;

/**
 * What the two ends of a connection agreed on in the handshake (RFC 7692, 7.1); makes the two halves of one end from it.
 *
 * @param serverNoContextTakeover whether the server forgets between messages
 * @param clientNoContextTakeover whether the client does
 * @param serverMaxWindowBits the server's window, 8 to 15; empty where it was not named, which is 15
 * @param clientMaxWindowBits the client's window, 8 to 15; empty where it was not named, which is 15
 */
public record DeflateAgreement(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        OptionalInt serverMaxWindowBits,
        OptionalInt clientMaxWindowBits) {

    /** The name of the extension. */
    public static final String EXTENSION = DeflateParameters.EXTENSION;

    /**
     * Checks the windows.
     *
     * @throws IllegalArgumentException if one is not 8 to 15
     */
    public DeflateAgreement {
        new DeflateParameters(
                serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits);
    }

    /**
     * The server's answer.
     *
     * @return a value for {@code Sec-WebSocket-Extensions} of the response
     */
    public String headerValue() {
        return parameters().answer();
    }

    /**
     * Makes what compresses the messages that one end sends.
     *
     * @param sender the end that it is for
     * @param options the end's own
     * @return a new one, which holds no native memory before its first message
     */
    public MessageDeflater deflater(Role sender, DeflateOptions options) {
        return new MessageDeflater(parameters().windowBits(sender), parameters().takesOver(sender), options);
    }

    /**
     * Makes what inflates the messages that one end receives.
     *
     * @param receiver the end that it is for
     * @param limits the end's own
     * @return a new one, which holds no native memory before its first message
     */
    public MessageInflater inflater(Role receiver, InflateLimits limits) {
        Role sender = receiver == Role.SERVER ? Role.CLIENT : Role.SERVER;
        return new MessageInflater(parameters().windowBits(sender), parameters().takesOver(sender), limits);
    }

    private DeflateParameters parameters() {
        return new DeflateParameters(
                serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits);
    }
}
