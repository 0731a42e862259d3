package org.sluice.it;

import java.time.Duration;

/** What a network does to both directions that costs nothing but time, and how many bytes a test can afford to send through it. */
enum Slowness {
    DELAY(1024 * 1024) {
        @Override
        void set(FaultProxy proxy) {
            Passage both = Passage.delay(Duration.ofMillis(5));
            proxy.pass(both, both);
        }
    },
    /** What is sent one way overtakes what is sent the other way. */
    REORDER_IN_TIME(1024 * 1024) {
        @Override
        void set(FaultProxy proxy) {
            Duration period = Duration.ofMillis(30);
            proxy.pass(Passage.inTurns(period, true), Passage.inTurns(period, false));
        }
    },
    TRICKLE(60_000) {
        @Override
        void set(FaultProxy proxy) {
            proxy.pass(Passage.TRICKLE, Passage.TRICKLE);
        }
    };

    private final int bytes;

    Slowness(int bytes) {
        this.bytes = bytes;
    }

    /** From now on. */
    abstract void set(FaultProxy proxy);

    int bytes() {
        return bytes;
    }
}
