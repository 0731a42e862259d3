package org.sluice.core.portable;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.sluice.core.common.Deadline;

/**
 * Decides how long a container's thread may wait for an application that takes nothing. It starts anew with everything that is taken.
 * How the wait is done is left to the caller, and what the time is to the clock.
 *
 * <p>One thread waits; any thread tells progress.
 */
final class Stall {

    private final LongSupplier clock;
    /** In nanoseconds; 0 means without an end. */
    private final long timeout;

    private volatile long lastTaken;

    /** A timeout of zero never ends a wait. The clock is in nanoseconds, as {@link System#nanoTime()}. */
    Stall(Duration timeout, LongSupplier clock) {
        this.timeout = Deadline.nanos(timeout);
        this.clock = clock;
    }

    /** The application took something. */
    void progress() {
        lastTaken = clock.getAsLong();
    }

    /** Returns false if the application took nothing for the timeout; a release that comes at its very end still counts. */
    boolean await(Waiting released) throws InterruptedException {
        if (timeout == 0) {
            return released.within(Long.MAX_VALUE);
        }
        progress();
        for (long left = timeout; left > 0; left = lastTaken + timeout - clock.getAsLong()) {
            if (released.within(left)) {
                return true;
            }
        }
        return released.within(0);
    }

    /** A wait for the release. */
    @FunctionalInterface
    interface Waiting {

        /** Returns whether it came, after so many nanoseconds at most. */
        boolean within(long nanos) throws InterruptedException;
    }
}
