package org.sluice.server;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reproducible bytes that do not compress, as fast as memory: the output of SplitMix64 with seed 0, each number little-endian. Not for
 * secrets. Not safe for several threads.
 */
public final class PseudoRandomBytes extends InputStream {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long length;
    private long position;

    /**
     * Makes a stream.
     *
     * @param length bytes until its end, 0 or more
     * @throws IllegalArgumentException if negative
     */
    public PseudoRandomBytes(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be 0 or more, but is " + length);
        }
        this.length = length;
    }

    @Override
    public int read() {
        return position == length ? -1 : byteAt(position++) & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, into.length);
        int bytes = (int) Math.min(count, length - position);
        if (bytes == 0) {
            return count == 0 ? 0 : -1;
        }
        int end = offset + bytes;
        int at = offset;
        while (at < end) {
            if ((position & 7) == 0 && end - at >= Long.BYTES) {
                LONGS.set(into, at, number(position >>> 3));
                at += Long.BYTES;
                position += Long.BYTES;
            } else {
                into[at++] = byteAt(position++);
            }
        }
        return bytes;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    private static byte byteAt(long index) {
        return (byte) (number(index >>> 3) >>> ((index & 7) * Byte.SIZE));
    }

    private static long number(long index) {
        long z = (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
