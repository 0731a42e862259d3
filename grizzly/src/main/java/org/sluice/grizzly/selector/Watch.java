package org.sluice.grizzly.selector;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after borrowed threads: often while one is borrowed for the same as before, otherwise the more seldom the longer that lasts, and it
 * sleeps where none has been borrowed for a while. What it does about them is left to its owner.
 */
final class Watch implements Runnable {

    private static final Duration TICK = Duration.ofMillis(1);
    /** To the next look after one at which something lasted, where none does any more. */
    private static final Duration SHORT_REST = Duration.ofMillis(4);
    /**
     * To the next look where none has lasted for some looks: callbacks are mostly over when it comes, and each look costs as much as some of
     * them. Whoever exchanges small messages would find more in one of a hundred.
     */
    private static final Duration LONG_REST = Duration.ofMillis(16);
    /** Looks in a row without anything to see before it sleeps, since to wake it is dearer than a look. */
    private static final int QUIET = 12;

    private final Supplier<Sight> look;
    private final BooleanSupplier over;
    private volatile boolean asleep;
    private volatile @Nullable Thread thread;

    /** {@code look} is run at each tick and says what there was to see; {@code over} ends it. */
    Watch(Supplier<Sight> look, BooleanSupplier over) {
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
        long rest = SHORT_REST.toNanos();
        while (!over.getAsBoolean()) {
            Sight seen = look.get();
            quiet = seen == Sight.NOTHING ? quiet + 1 : 0;
            if (seen == Sight.LASTING) {
                rest = SHORT_REST.toNanos();
                LockSupport.parkNanos(this, TICK.toNanos());
            } else if (quiet < QUIET) {
                LockSupport.parkNanos(this, rest);
                rest = Math.min(2 * rest, LONG_REST.toNanos());
            } else {
                sleep();
                quiet = 0;
                rest = SHORT_REST.toNanos();
            }
        }
    }

    private void sleep() {
        asleep = true;
        // Whoever came before this could be seen did not wake it.
        while (asleep && look.get() == Sight.NOTHING && !over.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
