package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one connection that wait to be written, in their order: small ones are put together in segments, large ones stay where they
 * are. One with which nothing else waits is never put into a line. Guarded by the monitor of the {@link Outbox}.
 */
final class WriteQueue {

    /** Below this a copy, with which more frames go in one call to the system, costs less than a call for each. */
    private static final int SEPARATE_FROM = 4 * 1024;

    /** What is in a segment below this is copied, so that a stalled peer with little to get does not hold it all. */
    private static final int LITTLE = SegmentPool.SIZE / 8;

    private final SegmentPool pool;

    /** What is being written, before all else; null where that is the first of the line. */
    private @Nullable ByteBuffer next;
    /** Ready to be written, the oldest first. Made for the first one, since most connections never have any. */
    private @Nullable Deque<ByteBuffer> line;
    /** Small, and not the connection's own: it is copied only where it is not written before another comes. Behind it is nothing. */
    private @Nullable ByteBuffer lone;
    /** Being filled, behind all else. */
    private @Nullable ByteBuffer filling;

    WriteQueue(SegmentPool pool) {
        this.pool = pool;
    }

    // In.

    /** A place at the end, with room for so many bytes, that are put there at once. */
    ByteBuffer place(int length) {
        joinLone();
        if (filling != null && filling.remaining() < length) {
            finishSegment();
        }
        ByteBuffer to = filling == null ? pool.take() : filling;
        filling = to;
        return to;
    }

    /** Adds a frame that nobody changes; a large one is written from where it is. */
    void addShared(ByteBuffer frame) {
        if (frame.remaining() >= SEPARATE_FROM) {
            addSeparate(frame);
        } else if (isEmpty()) {
            lone = frame;
        } else {
            place(frame.remaining()).put(frame);
        }
    }

    /** Adds a frame in a segment of its own, which is the pool's again once it is written or copied. */
    void addOwned(ByteBuffer segment) {
        if (segment.remaining() >= SEPARATE_FROM) {
            addSeparate(segment);
        } else {
            place(segment.remaining()).put(segment);
            pool.giveBack(segment);
        }
    }

    boolean isEmpty() {
        return next == null && isLineEmpty() && lone == null && filling == null;
    }

    /** A little that is before it is copied, so that small frames between such ones do not take a segment each. */
    private void addSeparate(ByteBuffer frame) {
        joinLone();
        if (filling == null || filling.position() >= LITTLE) {
            finishSegment();
        } else if (filling.position() > 0) {
            line().addLast(copyOf(filling.flip()));
            filling.clear();
        }
        line().addLast(frame);
    }

    private void joinLone() {
        ByteBuffer waited = lone;
        if (waited != null) {
            lone = null;
            filling = pool.take().put(waited);
        }
    }

    private void finishSegment() {
        if (filling != null) {
            line().addLast(filling.flip());
            filling = null;
        }
    }

    // Out.

    /** What is to be written first, until {@link #gone} or {@link #stays}; null where nothing is. */
    @Nullable
    ByteBuffer first() {
        if (next == null && isLineEmpty()) {
            next = lone == null ? filled() : lone;
            lone = null;
        }
        return next == null && line != null ? line.peekFirst() : next;
    }

    private boolean isLineEmpty() {
        return line == null || line.isEmpty();
    }

    private Deque<ByteBuffer> line() {
        Deque<ByteBuffer> made = line == null ? new ArrayDeque<>(2) : line;
        line = made;
        return made;
    }

    private @Nullable ByteBuffer filled() {
        ByteBuffer segment = filling;
        filling = null;
        if (segment == null || segment.flip().hasRemaining()) {
            return segment;
        }
        pool.giveBack(segment);
        return null;
    }

    /** All of the {@link #first} is written. */
    void gone() {
        ByteBuffer written = next == null ? line().removeFirst() : next;
        next = null;
        pool.giveBack(written);
    }

    /** Some of the {@link #first} waits for the system to take more. */
    void stays() {
        ByteBuffer left = next == null ? line().removeFirst() : next;
        next = null;
        if (pool.owns(left) && left.remaining() < LITTLE) {
            line().addFirst(copyOf(left));
            pool.giveBack(left);
        } else {
            line().addFirst(left);
        }
    }

    /** Nothing waits any more. */
    void clear() {
        for (ByteBuffer waiting = first(); waiting != null; waiting = first()) {
            gone();
        }
    }

    static ByteBuffer copyOf(ByteBuffer little) {
        return ByteBuffer.allocate(little.remaining()).put(little).flip();
    }
}
