package org.sluice.core.socket;

import org.reactivestreams.tck.TestEnvironment;

/** How long the Reactive Streams TCK waits for what has to come, and for what must not come, on a machine that is busy. */
final class FlowTimes {

    private static final long MILLIS_FOR_SIGNALS = 5_000;
    private static final long MILLIS_WITHOUT = 50;

    private FlowTimes() {}

    static TestEnvironment environment() {
        return new TestEnvironment(MILLIS_FOR_SIGNALS, MILLIS_WITHOUT);
    }
}
