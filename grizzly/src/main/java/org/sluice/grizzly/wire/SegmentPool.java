package org.sluice.grizzly.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
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

    /** What senders may build parts in at once, 4 MiB: a peer that does not read would otherwise hold as much as waits for it. */
    static final int MOST_DRAFTS = 64;

    private static final SegmentPool SHARED = new SegmentPool();

    /** Those that nobody has. The first ones are used over and over, and so are in the processor's cache. */
    private final AtomicReferenceArray<@Nullable ByteBuffer> free = new AtomicReferenceArray<>(KEPT);

    private final AtomicInteger drafts = new AtomicInteger();

    /** The pool of this class loader. */
    static SegmentPool shared() {
        return SHARED;
    }

    /** An empty buffer. */
    ByteBuffer take() {
        for (int i = 0; i < KEPT; i++) {
            ByteBuffer segment = free.getPlain(i) == null ? null : free.getAndSet(i, null);
            if (segment != null) {
                return segment.clear();
            }
        }
        try {
            return ByteBuffer.allocateDirect(SIZE);
        } catch (OutOfMemoryError e) {
            // -XX:MaxDirectMemorySize is reached; the heap may still have room, and is only slower.
            LOG.log(Level.DEBUG, "No direct memory for another segment", e);
            return ByteBuffer.allocate(SIZE);
        }
    }

    /** An empty buffer for a draft, until {@link #draftEnded}; null where too many are lent, or there is none outside the heap. */
    @Nullable
    ByteBuffer takeForDraft() {
        if (drafts.incrementAndGet() > MOST_DRAFTS) {
            drafts.decrementAndGet();
            return null;
        }
        ByteBuffer segment = take();
        if (segment.isDirect()) {
            return segment;
        }
        drafts.decrementAndGet();
        return null;
    }

    /** A buffer is no longer that of a draft. */
    void draftEnded() {
        drafts.decrementAndGet();
    }

    /** How many buffers are lent to drafts. */
    int drafts() {
        return drafts.get();
    }

    /** Takes a buffer back, if it is one of these. */
    void giveBack(ByteBuffer segment) {
        if (!segment.isDirect()) {
            return;
        }
        for (int i = 0; i < KEPT; i++) {
            if (free.getPlain(i) == null && free.compareAndSet(i, null, segment)) {
                return;
            }
        }
    }
}
