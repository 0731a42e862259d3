package org.sluice.api;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The socket is closed, so there is nothing more to send to or, after a lost connection, to read from. A read that meets
 * the other end's orderly close does not throw this: it returns the end of the stream.
 *
 * <p>The phase is {@link Phase#CLOSE}. The status is {@link WebErrorStatus#DISCONNECTED} after a closing
 * handshake; after a lost connection (1006) it is what the cause tells, otherwise {@link WebErrorStatus#CONNECTION_ABORTED}.
 */
public final class SocketClosedException extends WebSocketException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The code the socket was closed with (RFC 6455 section 7.4). */
    private final int closeCode;

    /** The reason that came with the code, empty if none did. */
    private final String reason;

    /**
     * Makes an exception for a socket that is closed.
     *
     * @param operation what could not be done, as the subject of a sentence, for instance {@code "send"}
     * @param closeCode the code the socket was closed with (RFC 6455 section 7.4)
     * @param reason the reason that came with the code, empty if none did
     * @param cause what the connection was lost to, or null
     * @throws NullPointerException if {@code reason} is null
     */
    @SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
    public SocketClosedException(String operation, int closeCode, String reason, @Nullable Throwable cause) {
        super(text(operation, closeCode, reason), statusFor(closeCode, cause), Phase.CLOSE, cause);
        this.closeCode = closeCode;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    private static String text(String operation, int closeCode, String reason) {
        String why = reason.isEmpty() ? String.valueOf(closeCode) : closeCode + ", " + reason;
        return closeCode == CloseCode.ABNORMAL
                ? operation + " failed: the connection was lost (" + why + "); connect a new socket"
                : operation + " failed: the socket is closed (" + why + "); connect a new socket";
    }

    private static WebErrorStatus statusFor(int closeCode, @Nullable Throwable cause) {
        if (closeCode != CloseCode.ABNORMAL) {
            return WebErrorStatus.DISCONNECTED;
        }
        WebErrorStatus told = cause == null ? WebErrorStatus.UNKNOWN : WebErrorStatus.of(cause);
        return told == WebErrorStatus.UNKNOWN ? WebErrorStatus.CONNECTION_ABORTED : told;
    }

    /**
     * The code the socket was closed with.
     *
     * @return a close code of RFC 6455 section 7.4; 1006 for a lost connection, 1005 for a close frame without a code
     */
    public int closeCode() {
        return closeCode;
    }

    /**
     * The reason that came with the code.
     *
     * @return the reason, empty if none came
     */
    public String reason() {
        return reason;
    }
}
