package org.sluice.benchmarks.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of the {@link Probe}: sends small masked messages, and compares what comes with what is expected. */
final class ProbeConnection {

    /** The key and the answer to it of RFC 6455, 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String HEAD_END = "\r\n\r\n";

    private static final int BINARY_AND_FIN = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int MASK = 0x37FA213D;

    private final SocketChannel channel;
    /** What came of a frame that is not whole yet. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    private @Nullable ByteBuffer expected;

    private ProbeConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects and shakes hands, blocking; from then on it does not block. */
    static ProbeConnection open(InetSocketAddress server, String path, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        boolean opened = false;
        try {
            channel.socket().setTcpNoDelay(true);
            shakeHands(channel, server, path);
            channel.configureBlocking(false);
            ProbeConnection connection = new ProbeConnection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static void shakeHands(SocketChannel channel, InetSocketAddress server, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + KEY
                + "\r\nSec-WebSocket-Version: 13" + HEAD_END;
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        // Byte by byte, so that nothing of what follows is read.
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith(HEAD_END)) {
            if (channel.read(one.clear()) < 0) {
                throw new IOException(
                        "closed while shaking hands, after: " + answer.toString(StandardCharsets.US_ASCII));
            }
            answer.write(one.get(0));
        }
        String head = answer.toString(StandardCharsets.US_ASCII);
        if (!head.startsWith("HTTP/1.1 101") || !head.contains(ACCEPT)) {
            throw new IOException("no handshake: " + head);
        }
    }

    /** Sends a message that is small enough for the socket's buffer. */
    void send(ByteBuffer message) throws IOException {
        int length = message.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + 2 + 2 + Integer.BYTES);
        frame.put((byte) BINARY_AND_FIN);
        if (length < LENGTH_IN_TWO_BYTES) {
            frame.put((byte) (MASKED | length));
        } else {
            frame.put((byte) (MASKED | LENGTH_IN_TWO_BYTES)).putShort((short) length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (message.get() ^ (MASK >>> (24 - 8 * (i % Integer.BYTES)))));
        }
        frame.flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    void expect(ByteBuffer message) {
        expected = message;
    }

    /** Takes what is there; true if with it the expected message is complete. */
    boolean read(ByteBuffer buffer) throws IOException {
        buffer.clear().put(rest);
        if (channel.read(buffer) < 0) {
            throw new IOException("the server closed a connection");
        }
        buffer.flip();
        boolean complete = false;
        while (isWhole(buffer)) {
            take(buffer);
            complete = true;
        }
        rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        return complete;
    }

    /** Whether there is a whole frame; its second byte is its length, or says that two more have it. */
    private static boolean isWhole(ByteBuffer buffer) {
        int there = buffer.remaining();
        if (there < 2) {
            return false;
        }
        int length = buffer.get(buffer.position() + 1);
        if (length < LENGTH_IN_TWO_BYTES) {
            return there >= 2 + length;
        }
        return there >= 2 + Short.BYTES
                && there >= 2 + Short.BYTES + Short.toUnsignedInt(buffer.getShort(buffer.position() + 2));
    }

    private void take(ByteBuffer buffer) throws IOException {
        int head = buffer.get() & 0xFF;
        int length = buffer.get();
        if (head != BINARY_AND_FIN || length < 0 || length > LENGTH_IN_TWO_BYTES) {
            throw new IOException("no small binary message: " + head + ", " + length);
        }
        int size = length < LENGTH_IN_TWO_BYTES ? length : Short.toUnsignedInt(buffer.getShort());
        ByteBuffer message = buffer.slice(buffer.position(), size);
        buffer.position(buffer.position() + size);
        if (!message.equals(expected)) {
            throw new IOException("other bytes came than were expected");
        }
        expected = null;
    }

    void close() throws IOException {
        channel.close();
    }
}
