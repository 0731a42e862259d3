package org.sluice.core.frame;

import java.io.IOException;
import org.sluice.api.CloseCode;

/** What the peer sent breaks the protocol; carries the close code with which this end fails the connection (RFC 6455, 7.1.7). */
public final class FrameException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With which this end fails the connection. */
    private final int closeCode;

    /**
     * Makes an exception.
     *
     * @param closeCode what the close frame shall carry
     * @param message what was wrong, with the section of the RFC that forbids it; at most 123 bytes of UTF-8, since the peer is told
     */
    public FrameException(int closeCode, String message) {
        super(message);
        this.closeCode = closeCode;
    }

    static FrameException protocol(String message) {
        return new FrameException(CloseCode.PROTOCOL_ERROR, message);
    }

    /**
     * With which code this end fails the connection.
     *
     * @return 1002, 1007 or 1009
     */
    public int closeCode() {
        return closeCode;
    }
}
