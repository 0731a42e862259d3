package org.sluice.core.common;

import java.time.Duration;

/**
 * A point in time by which an operation ends, shared by all its waits. One that begins at the first look is for one thread until then; the
 * others are safe for all threads.
 */
public final class Deadline {

    /** Half the range of nanoseconds, so that differences of two points never overflow. */
    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final Duration timeout;
    private boolean begun;
    private long atNanos;

    private Deadline(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Makes a deadline of a point.
     *
     * @param timeout what was asked for
     * @param atNanos the point, on the scale of {@link System#nanoTime()}
     */
    public Deadline(Duration timeout, long atNanos) {
        this.timeout = timeout;
        this.atNanos = atNanos;
        begun = true;
    }

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
     * A deadline for an operation that seldom waits: it costs no look at the clock where nobody looks at it.
     *
     * @param timeout from the first look; one too long for nanoseconds means about 146 years
     * @return the deadline
     */
    public static Deadline fromFirstLook(Duration timeout) {
        return new Deadline(timeout);
    }

    /**
     * What was asked for.
     *
     * @return a time that is not negative
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * The point itself.
     *
     * @return nanoseconds on the scale of {@link System#nanoTime()}
     */
    public long atNanos() {
        if (!begun) {
            atNanos = System.nanoTime() + nanos(timeout);
            begun = true;
        }
        return atNanos;
    }

    /**
     * What is left.
     *
     * @return nanoseconds, 0 or less when the time is over
     */
    public long leftNanos() {
        return atNanos() - System.nanoTime();
    }

    /**
     * A time in nanoseconds that can be added to a point.
     *
     * @param timeout one too long for nanoseconds means about 146 years
     * @return nanoseconds
     */
    public static long nanos(Duration timeout) {
        return timeout.compareTo(MOST) >= 0 ? MOST.toNanos() : timeout.toNanos();
    }
}
