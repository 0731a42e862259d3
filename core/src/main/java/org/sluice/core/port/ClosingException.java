package org.sluice.core.port;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A frame came too late: a close frame has gone before it, or is going. Nothing is wrong with the connection, whose end is on the way and
 * will be told; to cut it now would take the close frame from the peer.
 */
public final class ClosingException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param cause what failed behind the close frame, or null
     */
    public ClosingException(@Nullable IOException cause) {
        super("The connection is closing; nothing may follow its close frame (RFC 6455, 5.5.1)", cause);
    }
}
