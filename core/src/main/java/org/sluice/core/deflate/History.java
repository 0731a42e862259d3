package org.sluice.core.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/** The last bytes of what was inflated, as many as the window has, so that a new inflater can go on where another one stopped. */
final class History {

    private static final byte[] NOTHING = {};

    private final int most;

    /** A ring once it has its full size; before, it begins at 0. */
    private byte[] ring = NOTHING;

    private int size;
    /** Where the next byte goes. */
    private int next;

    /**
     * Makes an empty one.
     *
     * @param most bytes to keep, 1 or more
     */
    History(int most) {
        this.most = most;
    }

    /** How many bytes are kept. */
    int size() {
        return size;
    }

    /**
     * Keeps bytes.
     *
     * @param from a buffer
     * @param start where in it they begin
     * @param end where in it they end
     */
    void add(ByteBuffer from, int start, int end) {
        int at = Math.max(start, end - most);
        int wanted = Math.min(most, size + end - at);
        if (wanted > ring.length) {
            grow(wanted);
        }
        while (at < end) {
            if (next == ring.length) {
                next = 0;
            }
            int count = Math.min(end - at, ring.length - next);
            from.get(at, ring, next, count);
            at += count;
            next += count;
            size = Math.min(ring.length, size + count);
        }
    }

    /** Tells an inflater that is new. */
    void tell(Inflater inflater) {
        if (size == ring.length && next < size) {
            inflater.setDictionary(ring, next, size - next);
        }
        if (next > 0) {
            inflater.setDictionary(ring, 0, next);
        }
    }

    void clear() {
        ring = NOTHING;
        size = 0;
        next = 0;
    }

    /** In powers of two, so that little data takes little memory and much data is seldom copied. */
    private void grow(int wanted) {
        int length = Math.min(most, Integer.highestOneBit(wanted) << 1);
        byte[] larger = new byte[length];
        System.arraycopy(ring, 0, larger, 0, size);
        ring = larger;
        next = size;
    }
}
