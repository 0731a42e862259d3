package org.sluice.grizzly.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameHeader;

/**
 * Buffers for what is on its way, lent for as long as something waits in them or is read into them, so that an idle connection has none.
 * Those of a socket are outside the heap, from where the system takes them as they are; those of an engine for TLS are arrays, which it takes
 * as they are, where it would copy all else. Safe for all threads.
 */
final class SegmentPool {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** The largest payload of a frame, its header, and some control frames. */
    static final int SIZE = Outbox.MAX_PAYLOAD + FrameHeader.MAX_BYTES + 1024;

    /** 4 MiB that stay when nobody needs them. */
    private static final int KEPT = 64;

    /** What senders may build parts in at once, 4 MiB: a peer that does not read would otherwise hold as much as waits for it. */
    static final int MOST_DRAFTS = 64;

    private static final SegmentPool DIRECT = new SegmentPool(true);
    private static final SegmentPool ARRAYS = new SegmentPool(false);

    /** Those that nobody has. The first ones are used over and over, and so are in the processor's cache. */
    private final AtomicReferenceArray<@Nullable ByteBuffer> free = new AtomicReferenceArray<>(KEPT);

    private final AtomicInteger drafts = new AtomicInteger();
    private final boolean direct;

    /** Of buffers outside the heap, or of arrays. */
    SegmentPool(boolean direct) {
        this.direct = direct;
    }

    /** The one of this class loader outside the heap. */
    static SegmentPool direct() {
        return DIRECT;
    }

    /** The one of this class loader on the heap. */
    static SegmentPool arrays() {
        return ARRAYS;
    }

    /** The one that suits a line. */
    static SegmentPool of(Line line) {
        return line.prefersArrays() ? ARRAYS : DIRECT;
    }

    /** An empty buffer. */
    ByteBuffer take() {
        for (int i = 0; i < KEPT; i++) {
            ByteBuffer segment = free.getPlain(i) == null ? null : free.getAndSet(i, null);
            if (segment != null) {
                return segment.clear();
            }
        }
        return direct ? newDirect() : ByteBuffer.allocate(SIZE);
    }

    private static ByteBuffer newDirect() {
        try {
            return ByteBuffer.allocateDirect(SIZE);
        } catch (OutOfMemoryError e) {
            // -XX:MaxDirectMemorySize is reached; the heap may still have room, and is only slower.
            LOG.log(Level.DEBUG, "No direct memory for another segment", e);
            return ByteBuffer.allocate(SIZE);
        }
    }

    /** An empty buffer for a draft, until {@link #draftEnded}; null where too many are lent, or there is no memory for it. */
    @Nullable
    ByteBuffer takeForDraft() {
        if (drafts.incrementAndGet() > MOST_DRAFTS) {
            drafts.decrementAndGet();
            return null;
        }
        ByteBuffer segment = take();
        if (owns(segment)) {
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

    /** Whether it is one of these. No frame that comes from elsewhere is as large. */
    boolean owns(ByteBuffer segment) {
        return segment.isDirect() == direct && segment.capacity() == SIZE && !segment.isReadOnly();
    }

    /** Takes a buffer back, if it is one of these. */
    void giveBack(ByteBuffer segment) {
        if (!owns(segment)) {
            return;
        }
        for (int i = 0; i < KEPT; i++) {
            if (free.getPlain(i) == null && free.compareAndSet(i, null, segment)) {
                return;
            }
        }
    }
}
