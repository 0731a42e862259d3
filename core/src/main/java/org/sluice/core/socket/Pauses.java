package org.sluice.core.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Brake;

/**
 * Knows whether the port pauses, and since when it does not; passes everything on to the port's brake. A release may come before the
 * pause it is for.
 */
final class Pauses implements Brake {

    private static final AtomicIntegerFieldUpdater<Pauses> PAUSES =
            AtomicIntegerFieldUpdater.newUpdater(Pauses.class, "pauses");

    private final Brake port;
    private final LongSupplier clock;
    private volatile int pauses;
    private volatile long released;

    /** The clock is in nanoseconds. */
    Pauses(Brake port, LongSupplier clock) {
        this.port = port;
        this.clock = clock;
        released = clock.getAsLong();
    }

    /** The port is told to go on, or to pause; the same comes back. */
    boolean tell(boolean more) {
        if (!more) {
            PAUSES.incrementAndGet(this);
        }
        return more;
    }

    @Override
    public void release() {
        // First, so that who sees no pause sees the time of its end.
        released = clock.getAsLong();
        PAUSES.decrementAndGet(this);
        port.release();
    }

    @Override
    public void progress() {
        port.progress();
    }

    @Override
    public boolean pull(long nanos, @Nullable ByteBuffer place) {
        return port.pull(nanos, place);
    }

    @Override
    public void claim() {
        port.claim();
    }

    /** Since when the port reads, in nanoseconds; null while it pauses. */
    @Nullable
    Long readingSince() {
        return pauses > 0 ? null : (Long) released;
    }
}
