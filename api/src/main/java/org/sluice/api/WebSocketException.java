package org.sluice.api;

import java.io.IOException;
import java.io.Serial;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A socket's operation failed for a reason outside the program: the network, the other end, or a limit. It carries what
 * happened ({@link #status()}), when ({@link #phase()}), and the server's answer if there was one ({@link #httpStatus()}).
 * Wrong use of a socket is an {@link IllegalArgumentException} or {@link IllegalStateException} instead.
 *
 * <p>Immutable, for any thread. The message says what was wrong and what to do about it.
 */
public class WebSocketException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Of an HTTP status that there is not. */
    static final int NONE = -1;

    /** What kind of failure it was. */
    private final WebErrorStatus status;

    /** When it happened. */
    private final Phase phase;

    /** The status code of the HTTP answer, -1 if there was none. */
    private final int httpStatus;

    /**
     * Makes an exception that no other one led to.
     *
     * @param message what was wrong and what to do
     * @param status what kind of failure it was
     * @param phase when it happened
     * @throws NullPointerException if {@code status} or {@code phase} is null
     */
    public WebSocketException(String message, WebErrorStatus status, Phase phase) {
        this(message, status, phase, null);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what was wrong and what to do
     * @param status what kind of failure it was; {@link WebErrorStatus#of} tells it from a cause
     * @param phase when it happened
     * @param cause what led to it, or null
     * @throws NullPointerException if {@code status} or {@code phase} is null
     */
    @SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
    public WebSocketException(String message, WebErrorStatus status, Phase phase, @Nullable Throwable cause) {
        this(message, status, phase, NONE, cause);
    }

    WebSocketException(String message, WebErrorStatus status, Phase phase, int httpStatus, @Nullable Throwable cause) {
        super(message, cause);
        this.status = Objects.requireNonNull(status, "status");
        this.phase = Objects.requireNonNull(phase, "phase");
        this.httpStatus = httpStatus;
    }

    /**
     * Makes an exception for an HTTP answer that was not the one wanted (P9, RFC 6455 section 4.1).
     *
     * @param message what was wrong and what to do
     * @param httpStatus the status code of the answer, 0 or greater; decides {@link #status()}
     * @param phase {@link Phase#UPGRADE} for the server's answer, {@link Phase#PROXY} for the proxy's
     * @param cause what led to it, or null
     * @return a new exception with this HTTP status
     * @throws IllegalArgumentException if {@code httpStatus} is negative
     * @throws NullPointerException if {@code phase} is null
     */
    @SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
    public static WebSocketException ofHttpStatus(
            String message, int httpStatus, Phase phase, @Nullable Throwable cause) {
        if (httpStatus < 0) {
            throw new IllegalArgumentException("httpStatus: " + httpStatus + " is negative");
        }
        return new WebSocketException(message, WebErrorStatus.ofHttpStatus(httpStatus), phase, httpStatus, cause);
    }

    /**
     * Makes an exception whose status is told by its cause.
     *
     * @param message what was wrong and what to do
     * @param phase when it happened
     * @param cause what led to it; {@link WebErrorStatus#of} decides {@link #status()}
     * @return a new exception around {@code cause}
     * @throws NullPointerException if {@code phase} or {@code cause} is null
     */
    public static WebSocketException causedBy(String message, Phase phase, Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        return new WebSocketException(message, WebErrorStatus.of(cause), phase, cause);
    }

    /**
     * What kind of failure it was, to switch on (P30, P63-P66).
     *
     * @return one of the 55 values
     */
    public final WebErrorStatus status() {
        return status;
    }

    /**
     * When it happened.
     *
     * @return the part of the socket's life
     */
    public final Phase phase() {
        return phase;
    }

    /**
     * The status code of the HTTP answer that was not the one wanted.
     *
     * @return the code as the server or the proxy sent it, or empty if no such answer came
     */
    public final OptionalInt httpStatus() {
        return httpStatus == NONE ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * The HRESULT of the {@link #status()}, for code ported from Windows.
     *
     * @return {@link WebErrorStatus#hresult()} of the status
     */
    public final int hresult() {
        return status.hresult();
    }
}
