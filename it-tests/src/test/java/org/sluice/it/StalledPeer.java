package org.sluice.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that sends one large binary frame, as far as the server takes it, without a thread of its own; reads no frames. */
final class StalledPeer implements Closeable {

    private static final int SEND_BUFFER = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer head;
    private final ByteBuffer payload;

    /** Does the handshake. The payload may be shared: it is only read. */
    StalledPeer(URI uri, ByteBuffer payload) throws IOException {
        this.payload = payload.asReadOnlyBuffer();
        // Masked with zeros.
        this.head = ByteBuffer.allocate(14)
                .put((byte) (0x80 | RawClient.BINARY))
                .put((byte) (0x80 | 127))
                .putLong(payload.remaining())
                .putInt(0)
                .flip();
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        upgrade(uri);
        channel.configureBlocking(false);
    }

    private void upgrade(URI uri) throws IOException {
        ByteBuffer request = StandardCharsets.US_ASCII.encode("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: "
                + uri.getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        while (request.hasRemaining()) {
            channel.write(request);
        }
        StringBuilder answer = new StringBuilder();
        ByteBuffer next = ByteBuffer.allocate(1);
        while (answer.indexOf("\r\n\r\n") < 0) {
            if (channel.read(next.clear()) < 0) {
                throw new IOException("no upgrade: " + answer);
            }
            answer.append((char) next.get(0));
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no upgrade: " + answer);
        }
    }

    /** Sends what the server takes now; returns the number of bytes. */
    long push() {
        try {
            long all = 0;
            for (long written = write(); written > 0; written = write()) {
                all += written;
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write() throws IOException {
        return channel.write(new ByteBuffer[] {head, payload});
    }

    /** Whether the server has sent anything, or ended the connection. */
    boolean hasHeard() {
        try {
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether there is more to send than the server took so far. */
    boolean isStopped() {
        return payload.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
