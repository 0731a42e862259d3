package org.sluice.core.socket;

import java.util.function.LongSupplier;

/**
 * Estimates the bandwidth of one direction from bytes and the times at which they went by; counts nothing else, and knows no timer.
 *
 * <p>Bytes are gathered until a tenth of a second has gone by, which makes a sample; a direction that was idle begins anew, so that
 * silence is no slowness. Samples are smoothed with the weights that RFC 6298, 2.3, gives the round-trip time and its variation.
 *
 * <p>Where counts come fast, only some of them look at the clock, which costs as much as much of the rest of a small message.
 *
 * <p>One thread at a time counts; any thread reads.
 */
final class Bandwidth {

    /** Long enough that one delay of the system does not decide a sample, short enough to see a change within a second. */
    static final long SAMPLE_NANOS = 100_000_000;

    /** A silence after which what was gathered says nothing. */
    static final long IDLE_NANOS = 1_000_000_000;

    /** For so long no count has to look at the clock: little against a sample. */
    private static final long UNSEEN_NANOS = SAMPLE_NANOS / 100;
    /** Counts of which one has to, since their pace may change. */
    private static final int PACE = 16;

    private static final double BITS_PER_BYTE = 8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double RATE_WEIGHT = 1 / 8.0;
    private static final double VARIATION_WEIGHT = 1 / 4.0;

    private final LongSupplier clock;

    private boolean begun;
    private long begin;
    private long last;
    private long bytes;
    /** Counts since the last look at the clock, and how many there may be before the next. */
    private int unseen;

    private int mayBeUnseen;

    // Not an object of their own: an old one that gets a reference to a new one, ten times a second for each
    // connection, keeps a collector busy.

    private volatile double bitsPerSecond;
    private volatile double instability;

    /**
     * What is known.
     *
     * @param bitsPerSecond 0 while unknown
     * @param instability the mean deviation from it, in bits per second
     */
    record Estimate(double bitsPerSecond, double instability) {}

    /** The clock is in nanoseconds, as {@link System#nanoTime()}. */
    Bandwidth(LongSupplier clock) {
        this.clock = clock;
    }

    /** So many bytes went by, since those before or since they began. */
    void count(long more) {
        if (unseen < mayBeUnseen) {
            unseen++;
            bytes += more;
            return;
        }
        long now = clock.getAsLong();
        long silence = now - last;
        boolean idle = !begun || silence >= IDLE_NANOS;
        // At the pace of the last ones.
        mayBeUnseen = idle ? 0 : (int) Math.min(PACE - 1, UNSEEN_NANOS * (unseen + 1) / Math.max(1, silence));
        unseen = 0;
        last = now;
        if (idle) {
            // When these set out is not known, so they only start the time.
            begun = true;
            begin = now;
            bytes = 0;
            return;
        }
        bytes += more;
        long elapsed = now - begin;
        if (elapsed >= SAMPLE_NANOS) {
            sampled(bytes * BITS_PER_BYTE * NANOS_PER_SECOND / elapsed);
            begin = now;
            bytes = 0;
        }
    }

    private void sampled(double sample) {
        double before = bitsPerSecond;
        if (before == 0) {
            instability = sample / 2;
            bitsPerSecond = sample;
            return;
        }
        double known = instability;
        double deviation = Math.abs(sample - before);
        instability = known + VARIATION_WEIGHT * (deviation - known);
        bitsPerSecond = before + RATE_WEIGHT * (sample - before);
    }

    /** Of two samples, one after the other, where one comes at this moment. */
    Estimate estimate() {
        return new Estimate(bitsPerSecond, instability);
    }
}
