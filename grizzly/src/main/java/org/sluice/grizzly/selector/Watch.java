package org.sluice.grizzly.selector;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks after borrowed threads at each tick while there are any, and sleeps otherwise. What it does about them is left to its owner. */
final class Watch implements Runnable {

    private static final Duration TICK = Duration.ofMillis(1);
    /** Ticks without anything to see before it sleeps, since to wake it is dearer than a tick. */
    private static final int QUIET = 50;

    private final BooleanSupplier look;
    private final BooleanSupplier over;
    private volatile boolean asleep;
    private volatile @Nullable Thread thread;

    /** {@code look} is run at each tick and says whether there was something to see; {@code over} ends it. */
    Watch(BooleanSupplier look, BooleanSupplier over) {
        this.look = look;
        this.over = over;
    }

    /** There is something to see, or it is over; after that is so. */
    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        int quiet = 0;
        while (!over.getAsBoolean()) {
            quiet = look.getAsBoolean() ? 0 : quiet + 1;
            if (quiet < QUIET) {
                LockSupport.parkNanos(this, TICK.toNanos());
            } else {
                sleep();
                quiet = 0;
            }
        }
    }

    private void sleep() {
        asleep = true;
        // Whoever came before this could be seen did not wake it.
        while (asleep && !look.getAsBoolean() && !over.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
