package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.sluice.api.StreamWebSocket;

/**
 * A client in a program of its own, so that its memory can be bounded: sends a stream to a {@link SummingServer} and receives one, checks
 * both, and prints what lives on the heap of both ends after each tenth.
 */
final class LongStream {

    private static final int TENTHS = 10;

    private LongStream() {}

    /** Bytes that both ends know. */
    static final class Pattern {

        private static final byte[] PART = new byte[64 * 1024];

        static {
            for (int i = 0; i < PART.length; i++) {
                PART[i] = (byte) ((i * 31) >>> 3);
            }
        }

        private Pattern() {}

        /** Writes at most so many; returns how many. */
        static int write(long most, OutputStream out) throws IOException {
            int count = (int) Math.min(most, PART.length);
            out.write(PART, 0, count);
            return count;
        }

        /** The sum of the first bytes of it. */
        static long sum(long bytes) {
            return bytes / PART.length * sumOf(PART.length) + sumOf((int) (bytes % PART.length));
        }

        private static long sumOf(int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += PART[i] & 0xff;
            }
            return sum;
        }
    }

    /** Arguments: the address of the server, how many bytes. */
    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        long bytes = Long.parseLong(args[1]);
        try (StreamWebSocket heap = connect(server.resolve("heap"))) {
            try (StreamWebSocket socket = connect(server.resolve("sum"))) {
                upload(socket, bytes, heap);
            }
            try (StreamWebSocket socket = connect(server.resolve("generate"))) {
                download(socket, bytes, heap);
            }
        }
        System.out.println("done");
    }

    private static StreamWebSocket connect(URI uri) throws IOException {
        StreamWebSocket socket = StreamWebSocket.create();
        socket.control().receiveTimeout(Duration.ofMinutes(10)).sendTimeout(Duration.ofMinutes(10));
        socket.connect(uri);
        return socket;
    }

    private static void upload(StreamWebSocket socket, long bytes, StreamWebSocket heap) throws IOException {
        try (OutputStream out = socket.newMessage()) {
            long sent = 0;
            for (int tenth = 1; tenth <= TENTHS; tenth++) {
                while (sent < bytes / TENTHS * tenth || (tenth == TENTHS && sent < bytes)) {
                    sent += Pattern.write(bytes - sent, out);
                }
                print("upload", heap);
            }
        }
        ByteBuffer answer = ByteBuffer.wrap(socket.inputStream().readNBytes(2 * Long.BYTES));
        check(answer.getLong(), bytes);
        check(answer.getLong(), Pattern.sum(bytes));
    }

    private static void download(StreamWebSocket socket, long bytes, StreamWebSocket heap) throws IOException {
        try (OutputStream out = socket.newMessage()) {
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
        }
        InputStream in = socket.nextMessage().orElseThrow();
        byte[] part = new byte[64 * 1024];
        long received = 0;
        long sum = 0;
        int tenth = 1;
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            received += read;
            for (int i = 0; i < read; i++) {
                sum += part[i] & 0xff;
            }
            if (received >= bytes / TENTHS * tenth) {
                tenth++;
                print("download", heap);
            }
        }
        check(received, bytes);
        check(sum, Pattern.sum(bytes));
    }

    private static void print(String stream, StreamWebSocket heap) throws IOException {
        heap.outputStream().write(1);
        heap.outputStream().flush();
        long there = ByteBuffer.wrap(heap.inputStream().readNBytes(Long.BYTES)).getLong();
        System.out.println(stream + " " + live() + " " + there);
    }

    /** Bytes that live on the heap of this process. */
    static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void check(long actual, long expected) throws IOException {
        if (actual != expected) {
            throw new IOException(actual + " arrived instead of " + expected);
        }
    }
}
