package org.sluice.benchmarks.link;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Bytes to stream: always the same ones, so that either end can tell what the other should have received. They lie in heap arrays,
 * as in most programs.
 *
 * @param bytes how many, a multiple of the write size
 * @param writeSize how many go into each write
 */
public record Load(long bytes, int writeSize) {

    /** Bytes of its encoded form. */
    public static final int SIZE = Long.BYTES + Integer.BYTES;

    /** Bytes of a period; a prime number of blocks of 64 KiB, so that a block that comes twice or not at all shows. */
    private static final byte[] PATTERN = new byte[17 * 64 * 1024];

    static {
        new Random(PATTERN.length).nextBytes(PATTERN);
    }

    /** Checks it. */
    public Load {
        if (writeSize <= 0 || PATTERN.length % writeSize != 0) {
            throw new IllegalArgumentException(
                    "a write size that does not divide " + PATTERN.length + ": " + writeSize);
        }
        if (bytes <= 0 || bytes % writeSize != 0) {
            throw new IllegalArgumentException(bytes + " bytes are not some writes of " + writeSize);
        }
    }

    /** So many bytes, rounded up to whole writes. */
    public static Load about(long bytes, int writeSize) {
        long writes = Math.max(1, (bytes + writeSize - 1) / writeSize);
        return new Load(writes * writeSize, writeSize);
    }

    /** For the wire. */
    public ByteBuffer encoded() {
        return ByteBuffer.allocate(SIZE).putLong(bytes).putInt(writeSize).flip();
    }

    /** From the wire. */
    public static Load read(ByteBuffer data) {
        return new Load(data.getLong(), data.getInt());
    }

    /** The writes, from the first to the last. */
    public Writes writes() {
        return new Writes();
    }

    /** What arrives if all goes well. */
    public Digest digest() {
        Counter counter = new Counter(bytes);
        while (!counter.isComplete()) {
            counter.count(ByteBuffer.wrap(PATTERN));
        }
        return counter.digest();
    }

    /** Goes through the writes; for one thread at a time. */
    public final class Writes {

        private long position;

        private Writes() {}

        /** Whether there is another write. */
        public boolean hasNext() {
            return position < bytes;
        }

        /** The next write; its content is never changed. */
        public ByteBuffer next() {
            ByteBuffer write = ByteBuffer.wrap(PATTERN, (int) (position % PATTERN.length), writeSize)
                    .slice();
            position += writeSize;
            return write;
        }
    }
}
