package org.sluice.core.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The masking of RFC 6455, 5.3, eight bytes at a time. Masking and unmasking are the same. A key is the four bytes of the wire as a big
 * endian int; its offset says at which of them the data begins.
 */
public final class Masking {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private static final int KEY_BYTES = 4;

    private Masking() {}

    /**
     * Masks in place.
     *
     * @param data from position to limit; both stay
     * @param key the masking key
     * @param offset how many bytes of the frame's payload came before; 0 or more
     */
    public static void apply(ByteBuffer data, int key, long offset) {
        int turned = turned(key, offset);
        long wide = wide(turned);
        int at = data.position();
        int end = data.limit();
        for (int words = end - Long.BYTES; at <= words; at += Long.BYTES) {
            LONG.set(data, at, (long) LONG.get(data, at) ^ wide);
        }
        for (int rest = 0; at < end; at++, rest++) {
            data.put(at, (byte) (data.get(at) ^ octet(turned, rest)));
        }
    }

    /**
     * Copies and masks, which leaves the source as it was.
     *
     * @param from from position to limit; the position moves to the limit
     * @param to with room for it; the position moves behind what was written
     * @param key the masking key
     * @param offset how many bytes of the frame's payload came before; 0 or more
     */
    public static void copy(ByteBuffer from, ByteBuffer to, int key, long offset) {
        int turned = turned(key, offset);
        long wide = wide(turned);
        int in = from.position();
        int out = to.position();
        int end = from.limit();
        for (int words = end - Long.BYTES; in <= words; in += Long.BYTES, out += Long.BYTES) {
            LONG.set(to, out, (long) LONG.get(from, in) ^ wide);
        }
        for (int rest = 0; in < end; in++, out++, rest++) {
            to.put(out, (byte) (from.get(in) ^ octet(turned, rest)));
        }
        from.position(end);
        to.position(out);
    }

    /** The key as it is seen from a place inside the payload. */
    private static int turned(int key, long offset) {
        return Integer.rotateLeft(key, (int) (offset & (KEY_BYTES - 1)) * Byte.SIZE);
    }

    private static long wide(int key) {
        return ((long) key << Integer.SIZE) | (key & 0xFFFF_FFFFL);
    }

    private static int octet(int key, int index) {
        return key >>> ((KEY_BYTES - 1 - (index & (KEY_BYTES - 1))) * Byte.SIZE);
    }
}
