package org.sluice.core.receive;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sluice.core.common.ByteArrays;

/**
 * A queue of bytes in arrays that grow with what they hold, so that an idle connection costs nothing and tiny parts share an array.
 * Knows no bound, lock or message.
 */
final class Segments {

    private static final int SMALLEST = 1024;
    private static final int LARGEST = ByteArrays.SIZE;

    private final Deque<Segment> queue = new ArrayDeque<>();
    private long size;

    private static final class Segment {
        final byte[] bytes;
        int from;
        int to;

        Segment(int capacity) {
            bytes = capacity == LARGEST ? ByteArrays.take() : new byte[capacity];
        }

        int length() {
            return to - from;
        }

        int room() {
            return bytes.length - to;
        }
    }

    long size() {
        return size;
    }

    /** Copies all of the buffer to the end of the queue. */
    void append(ByteBuffer data) {
        size += data.remaining();
        while (data.hasRemaining()) {
            Segment last = queue.peekLast();
            if (last == null || last.room() == 0) {
                int wanted = last == null ? data.remaining() : Math.max(data.remaining(), last.bytes.length * 2);
                last = new Segment(Math.min(LARGEST, Math.max(SMALLEST, wanted)));
                queue.addLast(last);
            }
            int copied = Math.min(last.room(), data.remaining());
            data.get(last.bytes, last.to, copied);
            last.to += copied;
        }
    }

    /** Moves at most length bytes from the front into a buffer with room for them; returns how many. */
    int take(ByteBuffer into, int length) {
        int taken = 0;
        while (taken < length) {
            Segment first = queue.peekFirst();
            if (first == null) {
                break;
            }
            int copied = Math.min(first.length(), length - taken);
            into.put(first.bytes, first.from, copied);
            taken += copied;
            dropFrom(first, copied);
        }
        size -= taken;
        return taken;
    }

    /** Removes at most length bytes from the front; returns how many. */
    long drop(long length) {
        long dropped = 0;
        while (dropped < length) {
            Segment first = queue.peekFirst();
            if (first == null) {
                break;
            }
            int some = (int) Math.min(first.length(), length - dropped);
            dropped += some;
            dropFrom(first, some);
        }
        size -= dropped;
        return dropped;
    }

    void clear() {
        queue.forEach(segment -> ByteArrays.giveBack(segment.bytes));
        queue.clear();
        size = 0;
    }

    private void dropFrom(Segment first, int bytes) {
        first.from += bytes;
        if (first.length() == 0) {
            queue.removeFirst();
            ByteArrays.giveBack(first.bytes);
        }
    }
}
