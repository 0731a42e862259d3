package org.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.sluice.api.StreamWebSocket;
import org.sluice.it.app.Memory;
import org.sluice.server.PseudoRandomBytes;

/**
 * A client in a program of its own, so that its memory can be bounded: sends a stream to a {@link SummingServer} and receives one,
 * compares length and CRC-32C of both, and prints what lives on the heap of both ends after each tenth. Neither end may count as dead
 * meanwhile, though each asks the other all the time.
 */
final class LongStream {

    private static final int TENTHS = 10;

    private LongStream() {}

    /** Arguments: the address of the server, how many bytes, whether both ends shall have flow control. */
    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        long bytes = Long.parseLong(args[1]);
        boolean credit = Boolean.parseBoolean(args[2]);
        URI endpoints = server.resolve(credit ? "credited/" : "plain/");
        try (StreamWebSocket heap = connect(server.resolve("heap"))) {
            try (StreamWebSocket socket = connect(endpoints.resolve("sum"))) {
                checkCredit(socket, credit);
                upload(socket, bytes, heap);
            }
            try (StreamWebSocket socket = connect(endpoints.resolve("generate"))) {
                checkCredit(socket, credit);
                download(socket, bytes, heap);
            }
        }
        System.out.println("done");
    }

    private static void checkCredit(StreamWebSocket socket, boolean wanted) throws IOException {
        if (socket.information().handshakeHeaders().containsKey("Sluice-Credit") != wanted) {
            throw new IOException(wanted ? "the server grants no credit" : "the server grants credit");
        }
    }

    private static StreamWebSocket connect(URI uri) throws IOException {
        StreamWebSocket socket = StreamWebSocket.create();
        socket.control().receiveTimeout(Duration.ofMinutes(10)).sendTimeout(Duration.ofMinutes(10));
        ask(socket);
        socket.connect(uri);
        return socket;
    }

    /** Whether the peer lives. */
    static void ask(StreamWebSocket socket) {
        socket.control().pingInterval(Duration.ofSeconds(1)).deadPeerTimeout(Duration.ofSeconds(10));
    }

    private static void upload(StreamWebSocket socket, long bytes, StreamWebSocket heap) throws IOException {
        CheckedInputStream generated = generated(bytes);
        OutputStream out = socket.newMessage();
        copy(generated, bytes, "upload", heap, out);
        out.close();
        check(socket, bytes, generated);
    }

    private static void download(StreamWebSocket socket, long bytes, StreamWebSocket heap) throws IOException {
        OutputStream out = socket.newMessage();
        out.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
        out.close();
        CheckedInputStream received = checked(socket.nextMessage().orElseThrow());
        copy(received, bytes, "download", heap, OutputStream.nullOutputStream());
        check(socket, bytes, received);
    }

    private static void copy(InputStream from, long bytes, String stream, StreamWebSocket heap, OutputStream to)
            throws IOException {
        byte[] part = new byte[64 * 1024];
        long copied = 0;
        int tenth = 1;
        for (int read = from.read(part); read >= 0; read = from.read(part)) {
            to.write(part, 0, read);
            copied += read;
            if (copied >= bytes / TENTHS * tenth) {
                tenth++;
                print(stream, heap);
            }
        }
        check(copied, bytes);
    }

    /** The other end says how many bytes it saw, and their checksum. */
    private static void check(StreamWebSocket socket, long bytes, CheckedInputStream here) throws IOException {
        ByteBuffer there = ByteBuffer.wrap(socket.nextMessage().orElseThrow().readAllBytes());
        check(there.getLong(), bytes);
        check(there.getLong(), here.getChecksum().getValue());
    }

    /** Bytes that never repeat, as fast as memory; their checksum is that of what was read so far. */
    static CheckedInputStream generated(long bytes) {
        return checked(new PseudoRandomBytes(bytes));
    }

    static CheckedInputStream checked(InputStream from) {
        return new CheckedInputStream(from, new CRC32C());
    }

    private static void print(String stream, StreamWebSocket heap) throws IOException {
        heap.outputStream().write(1);
        heap.outputStream().flush();
        long there = ByteBuffer.wrap(heap.inputStream().readNBytes(Long.BYTES)).getLong();
        System.out.println(stream + " " + Memory.liveHeap() + " " + there);
    }

    private static void check(long actual, long expected) throws IOException {
        if (actual != expected) {
            throw new IOException("length or checksum is " + actual + " and not " + expected);
        }
    }
}
