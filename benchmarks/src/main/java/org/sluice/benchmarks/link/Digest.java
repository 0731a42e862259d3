package org.sluice.benchmarks.link;

import java.nio.ByteBuffer;

/**
 * What proves that a load arrived.
 *
 * @param bytes how many
 * @param checksum their CRC-32C
 */
public record Digest(long bytes, long checksum) {

    /** Bytes of its encoded form. */
    public static final int SIZE = 2 * Long.BYTES;

    /** For the wire. */
    public ByteBuffer encoded() {
        return ByteBuffer.allocate(SIZE).putLong(bytes).putLong(checksum).flip();
    }

    /** From the wire. */
    public static Digest read(ByteBuffer data) {
        return new Digest(data.getLong(), data.getLong());
    }
}
