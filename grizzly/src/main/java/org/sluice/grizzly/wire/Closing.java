package org.sluice.grizzly.wire;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Timer;
import org.sluice.core.frame.ClosePayload;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

/**
 * Closes one connection: exchanges the close frames as {@link CloseHandshake} decides, and then ends the line below, within a time if it
 * is asked for. Who is told of the end is left to the wire. Safe for all threads.
 *
 * <p>Lock: {@code this} guards all state; nothing else is called while it is held.
 */
final class Closing {

    private final Line line;
    private final Role role;
    private final Duration timeout;
    private final Outbox outbox;
    private final Runnable complete;

    private final CloseHandshake handshake = new CloseHandshake();
    private boolean shut;
    private boolean stopped;
    private Timer.@Nullable Cancel deadline;

    /** Runs {@code complete}, perhaps more than once, when both ends have said all that they will. */
    Closing(Line line, Role role, Duration timeout, Outbox outbox, Runnable complete) {
        this.line = line;
        this.role = role;
        this.timeout = timeout;
        this.outbox = outbox;
        this.complete = complete;
    }

    /** Sends a close frame, the first or the answer; nothing where one was sent before. Whether that is timed is left to the caller. */
    void send(int code, String reason) throws IOException {
        synchronized (this) {
            if (!handshake.send(code, reason)) {
                return;
            }
        }
        outbox.frame(Opcode.CLOSE, true, false, new ClosePayload(code, reason).bytes());
        outbox.flush(this::shutIfComplete);
        check();
    }

    /** The peer's close frame came; the caller answers it. */
    synchronized void receive(int code, String reason) {
        handshake.receive(code, reason);
    }

    /** What the peer sends is not understood any more; the caller closes with that code, unless this end did so before. */
    synchronized void fail(int code, String reason) {
        handshake.fail(code, reason);
    }

    /** Tells if all is said. */
    void check() {
        if (isComplete()) {
            complete.run();
        }
    }

    /** Asked before each message, and so without the lock. */
    boolean isSent() {
        return handshake.isSent();
    }

    private synchronized boolean isComplete() {
        return handshake.isComplete();
    }

    /** How it ended, or would if the connection were lost now. */
    synchronized End end() {
        return handshake.end();
    }

    /** Ends the line unless it ends by itself within the timeout from the first call on. */
    synchronized void endInTime() {
        if (deadline == null && !stopped) {
            deadline = Timer.in(timeout, line::terminate);
        }
    }

    /** The line has ended. */
    synchronized void stop() {
        stopped = true;
        if (deadline != null) {
            deadline.cancel();
        }
    }

    /**
     * The server ends the connection first (RFC 6455, 7.1.1), once its close frame is out. It shuts one half only: what the peer has sent
     * and nobody reads would turn a full close into a reset, which may overtake the close frame.
     */
    void shutIfComplete() {
        synchronized (this) {
            if (role == Role.CLIENT || shut || !handshake.isComplete()) {
                return;
            }
            shut = true;
        }
        line.shutdownOutput();
    }
}
