package org.sluice.core.portable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sluice.api.CloseCode;
import org.sluice.core.port.Inbound;

/**
 * Keeps a container from delivering by holding its thread, which is the only way that all containers have. Undertow reads on meanwhile, and
 * is told not to. A thread is held for the stall timeout at most.
 */
final class HeldThread implements Reading {

    /** What is handed on at once; a container may give a whole frame of any size. */
    private static final int LARGEST_PART = 64 * 1024;
    /** How long a thread of the container stays for the close frame of a stalled application, which may wait behind other sends. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Inbound inbound;
    private final UndertowChannel undertow;
    private final Duration stallTimeout;
    private final Stall stall;
    private final CountDownLatch closeFrame;
    private final Runnable abort;
    /** One permit for each release; each pause takes one. */
    private final Semaphore released = new Semaphore(0);

    /**
     * Makes a reading.
     *
     * @param stallTimeout zero for ever
     * @param closeFrame open until our close frame went out, or cannot any more
     * @param abort ends the connection
     */
    HeldThread(
            Inbound inbound,
            UndertowChannel undertow,
            Duration stallTimeout,
            CountDownLatch closeFrame,
            Runnable abort) {
        this.inbound = inbound;
        this.undertow = undertow;
        this.stallTimeout = stallTimeout;
        this.closeFrame = closeFrame;
        this.abort = abort;
        stall = new Stall(stallTimeout, System::nanoTime);
    }

    @Override
    public void text(String part, boolean last) {
        if (!inbound.text(part, last)) {
            hold();
        }
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        while (part.remaining() > LARGEST_PART) {
            ByteBuffer some = part.duplicate().limit(part.position() + LARGEST_PART);
            part.position(some.limit());
            if (!inbound.binary(some, false)) {
                hold();
            }
        }
        if (!inbound.binary(part, last)) {
            hold();
        }
    }

    @Override
    public void release() {
        released.release();
    }

    @Override
    public void progress() {
        stall.progress();
    }

    private void hold() {
        if (released.tryAcquire()) {
            return;
        }
        undertow.suspend();
        try {
            if (!stall.await(nanos -> released.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
                inbound.stalled(stallTimeout);
                // Open Liberty ends a connection that it closes at the next frame of data that it reads, whether or not
                // our close
                // frame is out. So nothing more is read until it is.
                boolean unused = closeFrame.await(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            // The container ends its threads: it is about to end the connection too.
            Thread.currentThread().interrupt();
            inbound.closed(CloseCode.ABNORMAL, "the container interrupted its thread", e);
            abort.run();
        } finally {
            undertow.resume();
        }
    }
}
