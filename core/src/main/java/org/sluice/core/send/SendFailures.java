package org.sluice.core.send;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Deadline;

/** What a send throws. */
final class SendFailures {

    private SendFailures() {}

    /** Sets the interrupt again, which the wait has taken away. */
    static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(
                "The thread was interrupted while sending; what it sent does not count as sent.");
    }

    static IOException timeout(Deadline deadline) {
        return new WebSocketException(
                "The peer did not take the data within the send timeout of " + deadline.timeout()
                        + "; it reads too slowly or not at all.",
                WebErrorStatus.TIMEOUT,
                Phase.TRANSFER);
    }

    static MessageDroppedException superseded(Outgoing message) {
        return new MessageDroppedException(message.whenFull(), true, null);
    }

    /** A stream that this end closed, on a socket that is open as before. */
    static IOException streamClosed(String message) {
        return new WebSocketException(message, WebErrorStatus.OPERATION_CANCELED, Phase.TRANSFER);
    }

    /** What could not be sent was the beginning, so that the rest is no message. */
    static IOException messageLost(IOException why) {
        WebErrorStatus status =
                why instanceof WebSocketException known ? known.status() : WebErrorStatus.OPERATION_CANCELED;
        return new WebSocketException(
                "The message is lost, since its beginning could not be sent (" + why.getMessage()
                        + "); flush() ends it with this failure, and what is written then is a new one.",
                status,
                Phase.TRANSFER,
                why);
    }

    /** Containers report a connection that is gone in many ways: IllegalStateException is the usual one. */
    static IOException notTaken(Throwable cause) {
        return new WebSocketException(
                "The connection did not take a frame: " + cause.getMessage(),
                WebErrorStatus.CONNECTION_ABORTED,
                Phase.TRANSFER,
                cause);
    }
}
