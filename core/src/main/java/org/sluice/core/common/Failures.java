package org.sluice.core.common;

import java.io.IOException;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.Phase;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** Makes the exceptions that callers get out of one failure that ended a connection. */
public final class Failures {

    private Failures() {}

    /**
     * A new exception for one caller, so that its stack trace is the caller's own.
     *
     * @param operation what failed: send or receive
     * @param cause what ended the connection
     * @return an exception with the same data, whose cause is the given one
     */
    public static IOException copy(String operation, Throwable cause) {
        if (cause instanceof SocketClosedException closed) {
            return new SocketClosedException(operation, closed.closeCode(), closed.reason(), closed);
        }
        if (cause instanceof MessageDroppedException dropped) {
            return new MessageDroppedException(dropped.policy(), dropped.superseded(), dropped);
        }
        if (cause instanceof WebSocketException known) {
            return new WebSocketException(String.valueOf(known.getMessage()), known.status(), known.phase(), known);
        }
        return new WebSocketException(
                operation + " failed: the connection was lost (" + cause + "); connect a new socket",
                statusOfLost(cause),
                Phase.TRANSFER,
                cause);
    }

    /** What closed a channel was not the closing handshake. */
    private static WebErrorStatus statusOfLost(Throwable cause) {
        WebErrorStatus told = WebErrorStatus.of(cause);
        return told == WebErrorStatus.UNKNOWN || told == WebErrorStatus.DISCONNECTED
                ? WebErrorStatus.CONNECTION_ABORTED
                : told;
    }
}
