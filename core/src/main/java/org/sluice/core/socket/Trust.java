package org.sluice.core.socket;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the callbacks of a socket are short enough for a thread on which others wait. One that was caught blocking proves itself
 * elsewhere for a while, and makes all others stay away for a moment. Safe for all threads.
 */
final class Trust {

    /** Short runs that are owed for one that blocked; no more are ever owed. */
    static final int BLOCKED = 64;
    /** Short runs that are owed for a long one, which may only have waited for a processor. */
    static final int LONG = 8;
    /** A run up to this is short: less than after which a thread is relieved. */
    static final Duration SHORT = Duration.ofMillis(1);

    private final Caution caution;
    /** Written under the lock of this. */
    private volatile int owed;

    /** Shared by the sockets that one careless handler may block together. */
    static final class Caution {

        /** Long against what it costs to find a blocked thread, so that many blocking handlers at once hold up little. */
        static final Duration PAUSE = Duration.ofMillis(100);

        private final LongSupplier clock;
        private volatile long until;

        /** The clock is in nanoseconds. */
        Caution(LongSupplier clock) {
            this.clock = clock;
            until = clock.getAsLong();
        }

        private void raise() {
            until = clock.getAsLong() + PAUSE.toNanos();
        }

        private boolean isOver() {
            return clock.getAsLong() - until >= 0;
        }
    }

    Trust(Caution caution) {
        this.caution = caution;
    }

    boolean isGiven() {
        return owed == 0 && caution.isOver();
    }

    /** Whether runs elsewhere are to be measured. */
    boolean isOwed() {
        return owed > 0;
    }

    /** A run on a borrowed thread was too long, because it was seen waiting or for another reason. */
    void lost(boolean blocked) {
        owe(blocked ? BLOCKED : LONG);
        if (blocked) {
            caution.raise();
        }
    }

    /** A run elsewhere took so long. */
    void proved(long nanos) {
        if (nanos > SHORT.toNanos()) {
            owe(LONG);
        } else {
            owe(-1);
        }
    }

    private synchronized void owe(int runs) {
        owed = Math.max(0, Math.min(BLOCKED, owed + runs));
    }
}
