package org.sluice.benchmarks.peers.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Receiver;

/**
 * A blocking connection: one system call for each write, or for each segment of loopback that writes are put together to; a direct buffer for
 * the reads.
 */
final class TcpLink implements Link {

    private static final int READ = 64 * 1024;
    /** Loopback has an MTU of 65 536 bytes, so that a little more would be two segments. */
    private static final int SEGMENT = 65_280;

    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private final Closeable closing;
    /** Where writes are put together, or null. */
    private final @Nullable ByteBuffer segment;

    private TcpLink(ReadableByteChannel in, WritableByteChannel out, Closeable closing, @Nullable ByteBuffer segment) {
        this.in = in;
        this.out = out;
        this.closing = closing;
        this.segment = segment;
    }

    static TcpLink of(SocketChannel channel, boolean inSegments) throws IOException {
        channel.socket().setTcpNoDelay(true);
        return new TcpLink(channel, channel, channel, inSegments ? ByteBuffer.allocateDirect(SEGMENT) : null);
    }

    /** With TLS, which the JDK has for blocking sockets. */
    static TcpLink of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new TcpLink(
                Channels.newChannel(socket.getInputStream()),
                Channels.newChannel(socket.getOutputStream()),
                socket,
                null);
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            out.write(message);
        }
    }

    @Override
    public void stream(Load load) throws IOException {
        Load.Writes writes = load.writes();
        if (segment != null) {
            stream(writes, segment);
            return;
        }
        while (writes.hasNext()) {
            send(writes.next());
        }
    }

    private void stream(Load.Writes writes, ByteBuffer into) throws IOException {
        while (writes.hasNext()) {
            ByteBuffer write = writes.next();
            while (write.hasRemaining()) {
                int count = Math.min(write.remaining(), into.remaining());
                into.put(write.slice(write.position(), count));
                write.position(write.position() + count);
                if (!into.hasRemaining()) {
                    sendOut(into);
                }
            }
        }
        sendOut(into);
    }

    private void sendOut(ByteBuffer full) throws IOException {
        send(full.flip());
        full.clear();
    }

    /** The byte that says what the connection is for. */
    int readOne() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return in.read(one) < 0 ? -1 : one.get(0);
    }

    /** Reads to the end, on this thread. */
    void readInto(Receiver receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
        try {
            while (in.read(buffer) >= 0) {
                receiver.received(buffer.flip());
                buffer.clear();
            }
            receiver.ended("closed by the other end");
        } catch (IOException e) {
            receiver.ended(e.toString());
        }
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
