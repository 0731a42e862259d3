package org.sluice.core.portable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Watchdog;
import org.sluice.core.port.Inbound;

/**
 * Keeps a container from delivering by a {@link ReadSwitch}, so that no thread is held. What comes late, from what the container had read
 * before it stopped, is kept for the release; that is less than a buffer of the container's.
 *
 * <p>Lock: itself, around its own state, and the watchdog's inside it; given up around each call of the socket and of the switch.
 */
final class SuspendedReading implements Reading {

    /** What is handed on at once; a container's buffer may be larger. */
    private static final int LARGEST_PART = 64 * 1024;

    private final Inbound inbound;
    private final ReadSwitch container;
    /** Tells the socket of an application that takes nothing. */
    private final Watchdog stall;

    private final Queue<BooleanSupplier> late = new ArrayDeque<>();
    /** Whether the container is stopped, or what came late is being handed on. */
    private boolean paused;
    /** Whether a thread hands on what came late. */
    private boolean catchingUp;
    /** A release came before the pause it is for. */
    private boolean releasedBefore;

    /** A stall timeout of zero is none. The clock is in nanoseconds, as {@link System#nanoTime()}. */
    SuspendedReading(Inbound inbound, ReadSwitch container, Duration stallTimeout, LongSupplier clock) {
        this.inbound = inbound;
        this.container = container;
        stall = new Watchdog(stallTimeout, clock, () -> stalled(stallTimeout));
    }

    @Override
    public void text(String part, boolean last) {
        container.begin();
        container.end(take(() -> inbound.text(part, last)));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        container.begin();
        boolean more = true;
        while (part.remaining() > LARGEST_PART) {
            ByteBuffer some = part.duplicate().limit(part.position() + LARGEST_PART);
            part.position(some.limit());
            more &= takeBinary(some, false);
        }
        more &= takeBinary(part, last);
        container.end(more);
    }

    private boolean takeBinary(ByteBuffer part, boolean last) {
        if (!isPaused()) {
            return take(() -> inbound.binary(part, last));
        }
        ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip();
        return take(() -> inbound.binary(copy, last));
    }

    /** Hands a delivery on, or keeps it; false where the container is stopped, or was. */
    private boolean take(BooleanSupplier delivery) {
        if (isLate(delivery)) {
            return false;
        }
        return delivery.getAsBoolean() || !pause();
    }

    private synchronized boolean isPaused() {
        return paused;
    }

    private synchronized boolean isLate(BooleanSupplier delivery) {
        if (paused) {
            late.add(delivery);
        }
        return paused;
    }

    /** False where it was released before. */
    private boolean pause() {
        if (isReleased()) {
            return false;
        }
        container.off();
        if (!begins()) {
            container.on();
        }
        return true;
    }

    private synchronized boolean isReleased() {
        boolean released = releasedBefore;
        releasedBefore = false;
        return released;
    }

    private synchronized boolean begins() {
        paused = !isReleased();
        if (paused) {
            stall.watch();
        }
        return paused;
    }

    @Override
    public void release() {
        if (ends()) {
            catchUp();
        }
    }

    /** A release that came just before counts. What is late the socket drops, and the container sees the peer's answer to the close. */
    private void stalled(Duration timeout) {
        if (ends()) {
            inbound.stalled(timeout);
            catchUp();
        }
    }

    /** Whether there is a pause to end; otherwise it is one that is to come. */
    private synchronized boolean ends() {
        if (!paused || catchingUp) {
            releasedBefore = true;
            return false;
        }
        stall.stop();
        catchingUp = true;
        return true;
    }

    /** Hands on what came late; the container goes on after the last of it. */
    private void catchUp() {
        for (BooleanSupplier next = next(); next != null; next = next()) {
            if (!next.getAsBoolean() && pausesAgain()) {
                return;
            }
        }
        container.on();
    }

    private synchronized @Nullable BooleanSupplier next() {
        BooleanSupplier next = late.poll();
        if (next == null) {
            catchingUp = false;
            paused = false;
        }
        return next;
    }

    private synchronized boolean pausesAgain() {
        catchingUp = isReleased();
        if (!catchingUp) {
            stall.watch();
        }
        return !catchingUp;
    }

    @Override
    public void progress() {
        stall.touch();
    }
}
