package org.sluice.benchmarks.peers.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import org.sluice.api.StreamWebSocket;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Receiver;

/** A {@link StreamWebSocket} as a link. */
final class StreamLink implements Link {

    private static final int READ = 64 * 1024;

    /** Nothing comes while the other peers have their turn. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(30);

    private final StreamWebSocket socket;

    StreamLink(StreamWebSocket socket) {
        this.socket = socket;
    }

    /** Sets what cannot stay at its default; before the socket connects. */
    static void configure(StreamWebSocket socket) {
        socket.control().receiveTimeout(LONGEST_TURN);
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        OutputStream out = socket.outputStream();
        write(out, message);
        out.flush();
    }

    @Override
    public void stream(Load load) throws IOException {
        OutputStream out = socket.outputStream();
        Load.Writes writes = load.writes();
        while (writes.hasNext()) {
            write(out, writes.next());
        }
        out.flush();
    }

    /** Reads to the end of the stream. */
    void readInto(Receiver receiver) throws IOException {
        InputStream in = socket.inputStream();
        byte[] buffer = new byte[READ];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            receiver.received(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    /** The same into a direct buffer, as docs/reactive.md says that a client receives fastest. */
    void readChannelInto(Receiver receiver) throws IOException {
        ReadableByteChannel in = socket.readableChannel();
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
        while (in.read(buffer) >= 0) {
            receiver.received(buffer.flip());
            buffer.clear();
        }
    }

    private static void write(OutputStream out, ByteBuffer data) throws IOException {
        out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
    }

    @Override
    public void close() {
        socket.close();
    }
}
