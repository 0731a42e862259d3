package org.sluice.core.receive;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Deadline;

/** What a read throws. */
public final class ReceiveFailures {

    private ReceiveFailures() {}

    /**
     * Nothing came in time.
     *
     * @param deadline that is over
     * @return to be thrown
     */
    public static IOException late(Deadline deadline) {
        return new WebSocketException(
                "Nothing was received within the receive timeout of " + deadline.timeout()
                        + "; reading again waits again.",
                WebErrorStatus.TIMEOUT,
                Phase.TRANSFER);
    }

    /**
     * Sets the interrupt again, which the wait has taken away.
     *
     * @return to be thrown
     */
    public static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("The thread was interrupted while it waited to receive.");
    }

    /** The peer closed before a message was whole. */
    static IOException endedInMessage() {
        return new WebSocketException(
                "The peer closed inside a message; what was read of it is not whole.",
                WebErrorStatus.CONNECTION_ABORTED,
                Phase.TRANSFER);
    }
}
