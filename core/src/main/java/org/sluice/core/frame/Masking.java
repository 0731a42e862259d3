package org.sluice.core.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The masking of RFC 6455, 5.3, eight bytes at a time. Masking and unmasking are the same. A key is the four bytes of the wire as a big
 * endian int; its offset says at which of them the data begins.
 *
 * <p>All work is done on arrays: there the compiler uses the widest registers, which makes it as fast as copying. On buffers outside the
 * heap, or where code sees both kinds, it takes ten times as long.
 */
public final class Masking {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    private static final int KEY_BYTES = 4;
    /** Stays in the innermost cache, and is made anew at each call, so that it is small. A multiple of the key. */
    private static final int CHUNK = 2 * 1024;

    private Masking() {}

    /**
     * Masks in place.
     *
     * @param data from position to limit; both stay
     * @param key the masking key
     * @param offset how many bytes of the frame's payload came before; 0 or more
     */
    public static void apply(ByteBuffer data, int key, long offset) {
        if (data.hasArray()) {
            int from = data.arrayOffset() + data.position();
            apply(data.array(), from, from + data.remaining(), turned(key, offset));
        } else {
            ByteBuffer in = data.duplicate();
            copy(in, data.duplicate(), key, offset);
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
        if (to.hasArray()) {
            int size = from.remaining();
            int start = to.arrayOffset() + to.position();
            to.put(from);
            apply(to.array(), start, start + size, turned);
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
        while (from.hasRemaining()) {
            int size = Math.min(chunk.length, from.remaining());
            from.get(chunk, 0, size);
            apply(chunk, 0, size, turned);
            to.put(chunk, 0, size);
        }
    }

    /**
     * The loop ends below its limit: one that went up to it, by {@code <=}, had a check of the limit which eight bytes alone failed, and then the
     * compiler made one of it that masks no two words at once, for as long as the process ran.
     */
    private static void apply(byte[] data, int from, int to, int turned) {
        long wide = wide(turned);
        int at = from;
        for (int end = to - (Long.BYTES - 1); at < end; at += Long.BYTES) {
            LONG.set(data, at, (long) LONG.get(data, at) ^ wide);
        }
        for (int rest = 0; at < to; at++, rest++) {
            data[at] ^= (byte) octet(turned, rest);
        }
    }

    /** The key as it is seen from a place inside the payload. */
    private static int turned(int key, long offset) {
        return Integer.rotateLeft(key, (int) (offset & (KEY_BYTES - 1)) * Byte.SIZE);
    }

    /** In the order of the machine, since turning each word round would cost the wide registers. */
    private static long wide(int key) {
        long twice = ((long) key << Integer.SIZE) | (key & 0xFFFF_FFFFL);
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
    }

    private static int octet(int key, int index) {
        return key >>> ((KEY_BYTES - 1 - (index & (KEY_BYTES - 1))) * Byte.SIZE);
    }
}
