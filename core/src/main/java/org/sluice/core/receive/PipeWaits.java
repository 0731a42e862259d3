package org.sluice.core.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.port.Brake;

/**
 * Who waits at a {@link BoundedPipe}: its reader for bytes, its port for room, the peer for the word of what was taken. What there is to
 * take is left to the {@link PipeContents}.
 *
 * <p>Lock: that of the pipe, which {@link #await} takes and all else is called with; given up around each call of the brake and of who is told.
 */
final class PipeWaits {

    private final PipeContents contents;
    private final Brake brake;
    private final Supplier<Duration> timeout;
    private final LongSupplier capacity;
    /** Told what was taken out; null where nobody asks. */
    private final @Nullable LongConsumer taken;

    private final ReentrantLock lock;
    private final Condition changed;
    private boolean paused;

    /** One try of a read, under the lock: null where it has to wait. */
    @FunctionalInterface
    interface Attempt {
        @Nullable
        Integer run() throws IOException;
    }

    /** For what the arguments are see {@link BoundedPipe}. */
    PipeWaits(
            ReentrantLock lock,
            PipeContents contents,
            Brake brake,
            Supplier<Duration> timeout,
            LongSupplier capacity,
            @Nullable LongConsumer taken) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.contents = contents;
        this.brake = brake;
        this.timeout = timeout;
        this.capacity = capacity;
        this.taken = taken;
    }

    /** Wakes the reader. */
    void wake() {
        changed.signalAll();
    }

    /** Whether the port may go on after it has put something in; it pauses where not. */
    boolean admits() {
        paused = contents.held() > capacity.getAsLong();
        return !paused;
    }

    /** Lets a port go on that waits, however much there is. */
    void letGo() {
        if (takePause(Long.MAX_VALUE)) {
            unlocked(brake::release);
        }
    }

    /** Waits until the attempt gives something, at most the receive timeout. */
    int await(Attempt attempt) throws IOException {
        return await(attempt, null);
    }

    /** As {@link #await(Attempt)}; what the reader receives by itself meanwhile lands where it says. */
    int await(Attempt attempt, @Nullable Supplier<Landing> landings) throws IOException {
        Deadline deadline = Deadline.in(timeout.get());
        lock.lock();
        try {
            boolean maySelf = true;
            Integer result;
            while ((result = attempt.run()) == null) {
                if (tell()) {
                    // The ends that were passed may be what the peer waits for. And something may have come meanwhile.
                    continue;
                }
                if (takePause(capacity.getAsLong() / 2)) {
                    unlocked(brake::release);
                } else if (maySelf && !contents.isLanding() && !contents.hasEnded() && deadline.leftNanos() > 0) {
                    Landing own = landings == null ? null : landings.get();
                    // It may have put something in before it found that nothing comes.
                    maySelf = receive(own, deadline);
                    if (own != null && own.landed() > 0) {
                        return own.landed();
                    }
                } else if (changed.awaitNanos(deadline.leftNanos()) <= 0 && deadline.leftNanos() <= 0) {
                    result = attempt.run();
                    if (result == null) {
                        throw ReceiveFailures.late(deadline);
                    }
                    return result;
                } else {
                    maySelf = true;
                }
            }
            if (maySelf && !contents.isLanding() && contents.size() > 0 && landings != null) {
                // Two threads would only hand over to one another what one can do.
                unlocked(brake::claim);
            }
            return result;
        } catch (InterruptedException e) {
            throw ReceiveFailures.interrupted();
        } finally {
            tellTaken();
            lock.unlock();
        }
    }

    /** Lets the port receive on this thread; false where another will tell. */
    private boolean receive(@Nullable Landing own, Deadline deadline) {
        contents.beginLanding(own);
        lock.unlock();
        boolean came = false;
        try {
            came = brake.pull(deadline.leftNanos(), own == null ? null : own.place());
        } finally {
            lock.lock();
            if (own != null) {
                contents.endLanding(own);
            }
        }
        return came;
    }

    /** What a take ends with: says what it took, and lets the port go on, or know of it. */
    void tellTaken() {
        tell();
        if (takePause(capacity.getAsLong() / 2)) {
            unlocked(brake::release);
        } else if (paused) {
            // While the port waits there is something to read, so that a read has taken it.
            unlocked(brake::progress);
        }
    }

    /** Says what was taken and not told yet; true if the lock was given up for it. */
    boolean tell() {
        LongConsumer to = taken;
        if (to == null) {
            return false;
        }
        long cost = contents.takeUntold();
        if (cost == 0) {
            return false;
        }
        unlocked(() -> to.accept(cost));
        return true;
    }

    /** Whether the port waits and may go on; it is then the caller's duty to release it. */
    private boolean takePause(long most) {
        boolean release = paused && contents.held() <= most;
        paused &= !release;
        return release;
    }

    private void unlocked(Runnable call) {
        lock.unlock();
        try {
            call.run();
        } finally {
            lock.lock();
        }
    }
}
