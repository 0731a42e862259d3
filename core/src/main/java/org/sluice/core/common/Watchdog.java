package org.sluice.core.common;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action when nothing was touched for a time while it watches. Touching is cheap: the timer is set once for many touches. Safe
 * for all threads.
 */
public final class Watchdog {

    /** Never acts, and so is for everybody. */
    public static final Watchdog NEVER = new Watchdog(Duration.ZERO, System::nanoTime, () -> {});

    private final Duration timeout;
    private final LongSupplier clock;
    private final Runnable action;

    private volatile long touched;
    private volatile boolean watching;
    /** Guarded by this: what looks next, if anything does. */
    private Timer.@Nullable Cancel next;

    /**
     * Makes a watchdog that does not watch yet.
     *
     * @param timeout how long nothing may be touched; zero never acts
     * @param clock in nanoseconds, as {@link System#nanoTime()}
     * @param action must neither block nor throw
     */
    public Watchdog(Duration timeout, LongSupplier clock, Runnable action) {
        this.timeout = timeout;
        this.clock = clock;
        this.action = action;
    }

    /** Starts the time anew where it watches. */
    public void touch() {
        if (watching) {
            touched = clock.getAsLong();
        }
    }

    /** Watches from now on. */
    public void watch() {
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
    public void pause() {
        watching = false;
    }

    /** Watches no more, and takes the timer back. */
    public void stop() {
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
