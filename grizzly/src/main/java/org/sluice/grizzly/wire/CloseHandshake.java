package org.sluice.grizzly.wire;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a connection does about close frames (RFC 6455, 7.1), whose they are and in which order they come. Knows no socket, clock
 * or thread; guarded by its owner, except that any thread may ask whether a close frame {@link #isSent}.
 *
 * <pre>
 *  OPEN ──► SENT ──────┐
 *    │                 ▼
 *    └────► RECEIVED ► BOTH        fail(): what the peer sends is not understood any more, so that sending one is all
 * </pre>
 */
final class CloseHandshake {

    private volatile boolean sent;
    private boolean failed;
    private @Nullable End end;

    /**
     * This end sends a close frame, its own or the answer.
     *
     * @return false where it did so before; then nothing is sent
     */
    boolean send(int code, String reason) {
        if (sent) {
            return false;
        }
        sent = true;
        if (failed) {
            end = new End(code, reason);
        }
        return true;
    }

    /** The peer's close frame came. The first one counts. */
    void receive(int code, String reason) {
        if (end == null) {
            end = new End(code, reason);
        }
    }

    /** What the peer sends is of no use any more; its close frame is not waited for. */
    void fail(int code, String reason) {
        failed = true;
        if (sent && end == null) {
            end = new End(code, reason);
        }
    }

    /** Whether this end's close frame went out: then nothing else may follow. */
    boolean isSent() {
        return sent;
    }

    /** Whether nothing more is to be said, so that only the connection below has to end. */
    boolean isComplete() {
        return sent && end != null;
    }

    /** How it ended, or would if the connection were lost now. */
    End end() {
        return end == null ? End.LOST : end;
    }
}
