package org.sluice.client.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines for programs: no prompt, nothing changed. */
final class PipedLines implements Lines {

    /** More than any server takes by default. */
    static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private long number;

    PipedLines(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) >= 0 && b != '\n') {
            line.write(b);
            if (line.size() > LONGEST) {
                throw new IOException("line " + number + " of the input is longer than " + Amounts.bytes(LONGEST)
                        + "; put sends data of any length to a stream endpoint");
            }
        }
        return b < 0 && line.size() == 0 ? null : withoutReturn(line.toByteArray());
    }

    private static byte[] withoutReturn(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    @Override
    public void show(String message) throws IOException {
        out.write((message + '\n').getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {}
}
