package org.sluice.core.common;

import java.time.Duration;

/**
 * A point in time by which an operation ends, shared by all its waits.
 *
 * @param timeout what was asked for
 * @param atNanos the point, on the scale of {@link System#nanoTime()}
 */
public record Deadline(Duration timeout, long atNanos) {

    /**
     * Starts a deadline.
     *
     * @param timeout from now; one too long for nanoseconds means about 146 years
     * @return the deadline
     */
    public static Deadline in(Duration timeout) {
        return new Deadline(timeout, System.nanoTime() + nanos(timeout));
    }

    /**
     * What is left.
     *
     * @return nanoseconds, 0 or less when the time is over
     */
    public long leftNanos() {
        return atNanos - System.nanoTime();
    }

    /**
     * A time in nanoseconds that can be added to a point.
     *
     * @param timeout one too long for nanoseconds means about 146 years
     * @return nanoseconds
     */
    public static long nanos(Duration timeout) {
        // Half the range, so that differences of two points never overflow.
        long most = Long.MAX_VALUE / 2;
        return timeout.compareTo(Duration.ofNanos(most)) >= 0 ? most : timeout.toNanos();
    }
}
