package org.sluice.core.send;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.port.Draft;

/**
 * Collects the bytes of one part of a message after the other: few in a small array, more in a draft of the lane's sink, or in an array of
 * {@link ByteArrays} where the sink lends none. When a part is to leave is left to the {@link MessageOutput}. Not safe for several threads.
 */
final class PartBuffer {

    private static final byte[] NOTHING = {};

    /** A small message is not worth a large place. */
    private static final int SMALL = 16 * 1024;

    private static final int SMALLEST = 512;
    private static final int GROWTH = 4;

    private final SendLane lane;
    /** The largest part. */
    private final int largest;

    private byte @Nullable [] array;
    private @Nullable Draft draft;
    private int count;
    /** Whether the part before was full, so that this one is likely to be. */
    private boolean afterFull;

    PartBuffer(SendLane lane, int largest) {
        this.lane = lane;
        this.largest = Math.min(largest, Outgoing.MAX_PART);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == largest;
    }

    /** Takes what fits of the bytes, and returns how many. */
    int put(byte[] bytes, int offset, int length) {
        int taken = makeRoomFor(length);
        if (draft != null) {
            draft.put(bytes, offset, taken);
        } else if (array != null) {
            System.arraycopy(bytes, offset, array, count, taken);
        }
        count += taken;
        return taken;
    }

    /** As of an array; consumed as far as it is taken. */
    void put(ByteBuffer bytes) {
        int taken = makeRoomFor(bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), taken);
        if (draft != null) {
            draft.put(part);
        } else if (array != null) {
            part.get(array, count, taken);
        }
        bytes.position(bytes.position() + taken);
        count += taken;
    }

    /** Returns how much of it fits. */
    private int makeRoomFor(int length) {
        int taken = Math.min(length, largest - count);
        if (draft == null && (array == null || array.length < count + taken)) {
            makeRoom(count + taken);
        }
        return taken;
    }

    private void makeRoom(int size) {
        byte[] old = array == null ? NOTHING : array;
        int wanted = Math.max(size, Math.max(SMALLEST, old.length * GROWTH));
        boolean large = afterFull || wanted > SMALL;
        draft = large ? lane.draft() : null;
        if (draft != null) {
            array = null;
            draft.put(old, 0, count);
            return;
        }
        byte[] larger = large ? ByteArrays.take() : new byte[wanted];
        System.arraycopy(old, 0, larger, 0, count);
        array = larger;
    }

    /** What there is as a part, which may be empty; the next one begins. */
    Outgoing take(boolean endsMessage, boolean endsLogicalMessage) {
        Outgoing part = draft != null
                ? Outgoing.draft(draft, count, endsMessage, endsLogicalMessage)
                : Outgoing.lent(array == null ? NOTHING : array, count, endsMessage, endsLogicalMessage);
        afterFull = isFull();
        draft = null;
        array = null;
        count = 0;
        return part;
    }
}
