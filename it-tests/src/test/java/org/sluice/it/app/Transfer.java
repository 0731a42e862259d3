package org.sluice.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocket;

/**
 * One end of a transfer: a writer's, and what it got rid of so far, or a reader's, which waits until the test lets it read, and what it
 * took. How the bytes travel is left to others. Those of endpoints are kept by a key of the test's choice, and outlive their socket.
 */
public final class Transfer {

    /** The size of what is written at once. */
    public static final int PART = 64 * 1024;

    private static final Map<String, Transfer> ALL = new ConcurrentHashMap<>();

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CRC32C checksum = new CRC32C();
    private long bytes;
    private volatile @Nullable WebSocket socket;

    /** Takes a part, which is the callee's from then on; returns when it is out of the writer's hands. */
    public interface Sink {
        void take(byte[] part) throws IOException;
    }

    static Transfer of(String key) {
        return ALL.computeIfAbsent(key, first -> new Transfer());
    }

    Transfer over(WebSocket opened) {
        socket = opened;
        return this;
    }

    WebSocket socket() {
        WebSocket opened = socket;
        if (opened == null) {
            throw new IllegalStateException("no socket has opened for this transfer");
        }
        return opened;
    }

    /** Lets the reader read. */
    public void release() {
        gate.countDown();
    }

    public void awaitRelease() throws InterruptedException {
        gate.await();
    }

    /** Writes so many parts, all different, none of which can be compressed. */
    public void pour(int parts, Sink sink) throws IOException {
        for (int i = 0; i < parts; i++) {
            byte[] part = new byte[PART];
            new SplittableRandom(i).nextBytes(part);
            sink.take(part);
            count(ByteBuffer.wrap(part));
        }
    }

    /** Reads to the end. */
    public void drain(InputStream in) throws IOException {
        byte[] part = new byte[PART];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            count(ByteBuffer.wrap(part, 0, read));
        }
    }

    public synchronized void count(ByteBuffer part) {
        bytes += part.remaining();
        checksum.update(part);
    }

    public synchronized long bytes() {
        return bytes;
    }

    /** How many bytes, and their checksum: the same at both ends when all have arrived whole and in order. */
    public synchronized String sum() {
        return bytes + " " + Long.toHexString(checksum.getValue());
    }
}
