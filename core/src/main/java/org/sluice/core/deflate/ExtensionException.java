package org.sluice.core.deflate;

import java.io.IOException;

/**
 * The peer's {@code Sec-WebSocket-Extensions} lets no handshake succeed: a server answers it with 400, a client fails the connection
 * (RFC 6455, 9.1 and 4.1; RFC 7692, 7.1). An offer that is only declined is none of these.
 */
public final class ExtensionException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong, with the section that forbids it; nothing of what the peer sent
     */
    ExtensionException(String message) {
        super(message);
    }
}
