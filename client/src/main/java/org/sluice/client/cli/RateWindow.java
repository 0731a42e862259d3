package org.sluice.client.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rate of late: over the last samples, so that a stall shows. Not for several threads. */
final class RateWindow {

    private static final int SAMPLES = 16;
    private static final double NANOS = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Adds a sample and gives the rate in bytes per second. */
    long sample(long bytes, long nanos) {
        samples.addLast(new Sample(bytes, nanos));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        long time = nanos - oldest.nanos;
        return time <= 0 ? 0 : (long) ((bytes - oldest.bytes) * NANOS / time);
    }

    private record Sample(long bytes, long nanos) {}
}
