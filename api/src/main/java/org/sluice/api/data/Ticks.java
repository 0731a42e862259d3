package org.sluice.api.data;

import java.time.Duration;
import java.time.Instant;

/** Windows' measure of time: steps of 100 ns, and moments as such steps since the start of the year 1601 in UTC. */
final class Ticks {

    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final long PER_SECOND = 10_000_000L;
    private static final int NANOS_EACH = 100;

    private Ticks() {}

    static long of(Duration duration, String argument) {
        try {
            return Math.addExact(
                    Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / NANOS_EACH);
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    argument + ": outside the about 29,000 years that 64 bits of 100 ns reach", tooLong);
        }
    }

    static long of(Instant instant, String argument) {
        return of(Duration.between(EPOCH, instant), argument);
    }

    static Duration duration(long ticks) {
        return Duration.ofSeconds(Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * NANOS_EACH);
    }

    static Instant instant(long ticks) {
        return EPOCH.plus(duration(ticks));
    }
}
