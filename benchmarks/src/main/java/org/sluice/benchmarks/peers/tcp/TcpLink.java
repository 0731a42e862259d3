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
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Receiver;

/** A blocking connection: one system call for each write, a direct buffer for the reads. */
final class TcpLink implements Link {

    private static final int READ = 64 * 1024;

    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private final Closeable closing;

    private TcpLink(ReadableByteChannel in, WritableByteChannel out, Closeable closing) {
        this.in = in;
        this.out = out;
        this.closing = closing;
    }

    static TcpLink of(SocketChannel channel) throws IOException {
        channel.socket().setTcpNoDelay(true);
        return new TcpLink(channel, channel, channel);
    }

    /** With TLS, which the JDK has for blocking sockets. */
    static TcpLink of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new TcpLink(
                Channels.newChannel(socket.getInputStream()), Channels.newChannel(socket.getOutputStream()), socket);
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
        while (writes.hasNext()) {
            send(writes.next());
        }
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
