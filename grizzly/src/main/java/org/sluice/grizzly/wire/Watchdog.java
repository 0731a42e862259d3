package org.sluice.grizzly.wire;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Timer;

/**
 * Runs an action when nothing was touched for a time while it watches. Touching is cheap: the timer is set once for many touches. Safe
 * for all threads.
 */
final class Watchdog {

    private final Duration timeout;
    private final LongSupplier clock;
    private final Runnable action;

    private volatile long touched;
    private volatile boolean watching;
    /** Guarded by this: what looks next, if anything does. */
    private Timer.@Nullable Cancel next;

    /** A timeout of zero never acts. The clock is in nanoseconds; the action must neither block nor throw. */
    Watchdog(Duration timeout, LongSupplier clock, Runnable action) {
        this.timeout = timeout;
        this.clock = clock;
        this.action = action;
    }

    void touch() {
        if (watching) {
            touched = clock.getAsLong();
        }
    }

    void watch() {
        if (timeout.isZero()) {
            return;
        }
        synchronized (this) {
            touched = clock.getAsLong();
            watching = true;
            if (next == null) {
                next = Timer.in(timeout, this::look);
            }
        }
    }

    /** Watches no more; what looks next finds nothing to do. */
    void pause() {
        watching = false;
    }

    /** Watches no more, and takes the timer back. */
    void stop() {
        watching = false;
        synchronized (this) {
            if (next != null) {
                next.cancel();
                next = null;
            }
        }
    }

    private void look() {
        boolean act;
        synchronized (this) {
            long left = timeout.toNanos() - (clock.getAsLong() - touched);
            act = watching && left <= 0;
            next = watching && !act ? Timer.in(Duration.ofNanos(left), this::look) : null;
            if (act) {
                watching = false;
            }
        }
        if (act) {
            action.run();
        }
    }
}
