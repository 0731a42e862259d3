package org.sluice.benchmarks.link;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Counts the bytes of one load and checks them with a CRC-32C; for one thread. */
public final class Counter {

    private final CRC32C checksum = new CRC32C();
    private final long expected;
    private long bytes;

    /** Starts to count to a number of bytes. */
    public Counter(long expected) {
        this.expected = expected;
    }

    /** Takes the bytes that belong to this load, and leaves the rest. */
    public void count(ByteBuffer data) {
        int limit = data.limit();
        int mine = (int) Math.min(data.remaining(), expected - bytes);
        data.limit(data.position() + mine);
        checksum.update(data);
        data.limit(limit);
        bytes += mine;
    }

    /** Whether all bytes were counted. */
    public boolean isComplete() {
        return bytes == expected;
    }

    /** What was counted so far. */
    public Digest digest() {
        return new Digest(bytes, checksum.getValue());
    }
}
