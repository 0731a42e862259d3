package org.sluice.core.send;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Failures;
import org.sluice.core.port.Lending;

/**
 * Ends the units whose time is over, whether somebody waits for them or not. One that still waits in the lane is taken back; one that the
 * sink is already at work on cannot be, and the connection is cut, which is left to the lane.
 *
 * <p>Lock: {@code this}, while what watches is made; nothing is called inside but its constructor.
 */
final class SendDeadlines {

    private final LaneState state;
    private final Consumer<IOException> cut;
    /** Made for the first unit that nobody waits for, since most connections never have one. Guarded by this. */
    private @Nullable Overdue overdue;
    /** Guarded by this. */
    private boolean stopped;

    /** Cuts with the reason. */
    SendDeadlines(LaneState state, Consumer<IOException> cut) {
        this.state = state;
        this.cut = cut;
    }

    /** Waits until a unit is sent; throws where it was not, in time or at all. */
    void await(Outgoing unit, Deadline deadline) throws IOException {
        boolean over = unit.done().isDone();
        if (!over) {
            Lending.aboutToWait();
        }
        try {
            // What is over needs no look at the clock.
            unit.done().get(over ? 0 : Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            IOException late = SendFailures.timeout(deadline);
            if (expire(unit, late)) {
                throw late;
            }
            // The sink has taken it, or failed, in the last moment.
            await(unit, deadline);
        } catch (InterruptedException e) {
            IOException interrupted = SendFailures.interrupted();
            if (state.takeBack(unit)) {
                unit.done().completeExceptionally(interrupted);
            } else if (unit.borrows() && unit.done().completeExceptionally(interrupted)) {
                // The caller may change what the sink is still reading, and the peer must not get that as if it had
                // been sent.
                cut.accept(interrupted);
            }
            throw interrupted;
        } catch (ExecutionException e) {
            throw Failures.copy("send", Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** Ends a unit that nobody waits for when its time is over. */
    void watch(Outgoing unit, Deadline deadline) {
        Overdue watching = overdue();
        if (watching != null) {
            watching.watch(unit, deadline);
        }
    }

    /** Null where nothing is watched any more. */
    private synchronized @Nullable Overdue overdue() {
        if (overdue == null && !stopped) {
            overdue = new Overdue((unit, deadline) -> expire(unit, SendFailures.timeout(deadline)));
        }
        return overdue;
    }

    /** Leaves nothing behind. */
    void stop() {
        Overdue watching = stopped();
        if (watching != null) {
            watching.stop();
        }
    }

    private synchronized @Nullable Overdue stopped() {
        stopped = true;
        return overdue;
    }

    /** False if the unit ended before. */
    private boolean expire(Outgoing unit, IOException late) {
        boolean taken = state.takeBack(unit);
        boolean expired = unit.done().completeExceptionally(late);
        if (expired && !taken) {
            cut.accept(late);
        }
        return expired;
    }
}
