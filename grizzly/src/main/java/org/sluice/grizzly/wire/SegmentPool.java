package org.sluice.grizzly.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.core.frame.FrameHeader;

/**
 * Buffers outside the heap for what is on its way, lent for as long as something waits in them or is read into them, so that an idle
 * connection has none.
 * Safe for all threads.
 */
final class SegmentPool {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** The largest payload of a frame, its header, and some control frames. */
    static final int SIZE = Outbox.MAX_PAYLOAD + FrameHeader.MAX_BYTES + 1024;

    /** 4 MiB that stay when nobody needs them. */
    private static final int KEPT = 64;

    private static final SegmentPool SHARED = new SegmentPool();

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    /** The pool of this class loader. */
    static SegmentPool shared() {
        return SHARED;
    }

    /** An empty buffer. */
    ByteBuffer take() {
        ByteBuffer segment = free.poll();
        if (segment != null) {
            kept.decrementAndGet();
            return segment.clear();
        }
        try {
            return ByteBuffer.allocateDirect(SIZE);
        } catch (OutOfMemoryError e) {
            // -XX:MaxDirectMemorySize is reached; the heap may still have room, and is only slower.
            LOG.log(Level.DEBUG, "No direct memory for another segment", e);
            return ByteBuffer.allocate(SIZE);
        }
    }

    /** Takes a buffer back, if it is one of these. */
    void giveBack(ByteBuffer segment) {
        if (!segment.isDirect()) {
            return;
        }
        if (kept.incrementAndGet() <= KEPT) {
            free.add(segment);
        } else {
            kept.decrementAndGet();
        }
    }
}
