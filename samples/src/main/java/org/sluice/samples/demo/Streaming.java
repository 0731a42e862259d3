package org.sluice.samples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.sluice.api.StreamWebSocket;
import org.sluice.server.PseudoRandomBytes;

/** Streams the same reproducible bytes up or down and compares length and CRC32C at both ends. */
final class Streaming {

    private static final int BUFFER = 64 * 1024;

    private Streaming() {}

    static Outcome up(URI endpoint, long bytes) throws IOException {
        CRC32C sum = new CRC32C();
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(endpoint);
            long began = System.nanoTime();
            OutputStream message = socket.newMessage();
            long sent = copy(new CheckedInputStream(new PseudoRandomBytes(bytes), sum), message);
            message.close();
            String received = new String(nextMessage(socket).readAllBytes(), StandardCharsets.UTF_8);
            long nanos = System.nanoTime() - began;
            same(received, String.format(Locale.ROOT, "{\"bytes\":%d,\"crc32c\":\"%08x\"}", sent, sum.getValue()));
            return Outcome.ofBytes(sent, nanos);
        }
    }

    static Outcome down(URI endpoint, long bytes) throws IOException {
        CRC32C sum = new CRC32C();
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(endpoint);
            long began = System.nanoTime();
            long received = copy(new CheckedInputStream(nextMessage(socket), sum), OutputStream.nullOutputStream());
            long nanos = System.nanoTime() - began;
            CRC32C expected = new CRC32C();
            long sent = copy(
                    new CheckedInputStream(new PseudoRandomBytes(bytes), expected), OutputStream.nullOutputStream());
            same(received + " bytes, " + sum.getValue(), sent + " bytes, " + expected.getValue());
            return Outcome.ofBytes(received, nanos);
        }
    }

    private static InputStream nextMessage(StreamWebSocket socket) throws IOException {
        return socket.nextMessage().orElseThrow(() -> new IOException("the server closed without an answer"));
    }

    private static long copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read; (read = from.read(buffer)) >= 0; bytes += read) {
            to.write(buffer, 0, read);
        }
        return bytes;
    }

    private static void same(String received, String sent) throws IOException {
        if (!received.equals(sent)) {
            throw new IOException("received " + received + " instead of " + sent);
        }
    }
}
