package org.sluice.core.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SocketClosedException;
import org.sluice.core.common.Steps;
import org.sluice.core.port.FrameSink;
import org.sluice.core.send.Outgoing;

/**
 * The end of a socket: this end's close and the wait for its answer, cuts, and the one end that comes of all of them. What an end means to
 * those who send and read is left to the {@link Owner}. Safe for all threads; has no lock of its own.
 */
final class Closing {

    private static final String UNANSWERED = "the peer did not answer the close";

    /** How long a container has to report the end of a connection that cannot send any more: its report may have the peer's code. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final Life life;
    private final Owner owner;
    private final Ending ending = new Ending();

    /** The socket that closes. None of its methods blocks. */
    interface Owner {

        Duration closeTimeout();

        /** Null before the socket opens. */
        @Nullable
        Attached attached();

        /** This end begins to close, or will never open. */
        void closes();

        /** What was received and not yet delivered is given up. */
        void abandons(IOException why);

        /** The connection is about to be cut, and whoever that fails is to learn why. */
        void ends(Life.End end);

        /** Nothing is sent or received any more. */
        void ended(Life.End end);

        /** Puts the closed event behind the callbacks before it. */
        void raise(ClosedEvent event);
    }

    Closing(Life life, Owner owner) {
        this.life = life;
        this.owner = owner;
    }

    /** Runs an action when the socket has ended and its closed event has its place among the callbacks; at once if it has. */
    void whenEnded(Runnable action) {
        ending.whenCome(action);
    }

    /** Closes and waits until the peer has answered; what waits for the peer's credit goes out first. */
    void closeAndWait(int code, String reason) {
        FrameSink to = begin(code, reason, true, true);
        if (to != null) {
            ending.await(owner.closeTimeout(), cause -> cut(to, UNANSWERED, cause));
        }
    }

    /** Closes without waiting. The reason is cut to fit. */
    void closeSoon(int code, String reason) {
        cutInTime(begin(code, CloseReasons.cut(reason), true, false));
    }

    /** As {@link #closeSoon}, but what was received before is still delivered. */
    void refuse(int code, String reason) {
        cutInTime(begin(code, CloseReasons.cut(reason), false, false));
    }

    private void cutInTime(@Nullable FrameSink to) {
        if (to != null) {
            ending.unlessAfter(owner.closeTimeout(), () -> cut(to, UNANSWERED, null));
        }
    }

    /** Returns what the close frame goes to, or null where this call does not close an open socket. */
    private @Nullable FrameSink begin(int code, String reason, boolean abandon, boolean patient) {
        SocketClosedException why = new SocketClosedException("send", code, reason, null);
        Life.CloseStep step = life.close(why);
        CompletableFuture<Void> attempt = step.attempt();
        if (attempt != null) {
            attempt.cancel(true);
        }
        owner.closes();
        Attached open = owner.attached();
        if (!step.sends() || open == null) {
            return null;
        }
        if (abandon) {
            owner.abandons(new SocketClosedException("receive", code, reason, null));
        }
        Outgoing close = Outgoing.close(code, reason);
        if (patient) {
            open.lane().submitClose(close, why);
        } else {
            open.lane().submitCloseNow(close, why);
        }
        return open.sink();
    }

    /** Not cut at once: the peer's close may be what the send failed by, and the answer to it still under way. */
    void sendFailed(FrameSink to, IOException cause) {
        life.sendFailed(cause);
        ending.unlessAfter(REPORT, () -> cut(to, "", cause));
    }

    /** A send does not end in time, and holds up all that could be said. */
    void sendStuck(FrameSink to, IOException cause) {
        life.sendFailed(cause);
        to.abort();
        ending.unlessAfter(REPORT, () -> end(CloseCode.ABNORMAL, "", cause));
    }

    /** Cuts the connection, with no word to the peer. */
    void cut(FrameSink to, String why, @Nullable Exception cause) {
        end(CloseCode.ABNORMAL, why, cause, to::abort);
    }

    /** The connection has ended. */
    void end(int code, String reason, @Nullable Throwable cause) {
        end(code, reason, cause, () -> {});
    }

    /**
     * Decides the end, unless it is decided, then cuts, and then tells. In this order what the engine reports of the cut, to this socket or to
     * a send that is under way, cannot hide why it was, and who waits for the end, perhaps to stop the threads that a cut takes, waits for the cut too.
     */
    private void end(int code, String reason, @Nullable Throwable cause, Runnable cut) {
        Life.End decided = life.end(code, reason, cause);
        try {
            if (decided != null) {
                owner.ends(decided);
            }
            cut.run();
        } finally {
            if (decided != null) {
                tell(decided);
            }
        }
    }

    private void tell(Life.End decided) {
        Steps.all(
                () -> owner.ended(decided),
                () -> {
                    if (decided.raised()) {
                        owner.raise(decided.event());
                    }
                },
                // After the callback has its place: who waits for the end may stop the threads next.
                ending::come);
    }
}
