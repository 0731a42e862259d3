package org.sluice.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Copies a stream through one small buffer, and counts and sums what it copied. One copy for each object. */
final class Transfer {

    private static final int BUFFER = 64 * 1024;

    private long bytes;
    private final CRC32C crc = new CRC32C();
    private long nanos;

    /** Copies until the input ends; neither stream is closed. */
    void copy(InputStream from, OutputStream to, Progress progress) throws IOException {
        long began = System.nanoTime();
        byte[] buffer = new byte[BUFFER];
        for (int read; (read = from.read(buffer)) >= 0; ) {
            to.write(buffer, 0, read);
            crc.update(buffer, 0, read);
            bytes += read;
            progress.moved(bytes);
        }
        nanos = System.nanoTime() - began;
    }

    long bytes() {
        return bytes;
    }

    String crc32c() {
        return String.format("%08x", crc.getValue());
    }

    /** For people, such as {@code sent 1.0 GiB (1073741824 bytes) in 3.1 s, 330.0 MiB/s, CRC32C 0a1b2c3d}. */
    String summary(String verb) {
        return verb + " " + Amounts.bytes(bytes()) + " (" + bytes() + " bytes) in " + Amounts.time(nanos / 1e9) + ", "
                + Amounts.rate(bytes(), nanos) + ", CRC32C " + crc32c();
    }
}
