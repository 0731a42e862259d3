package org.sluice.benchmarks.peers.okhttp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import okhttp3.WebSocket;
import okio.ByteString;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/**
 * A socket as a link. OkHttp sends whole messages only, so a stream is a sequence of them; its queue is looked at by its size, which
 * is all that it offers for backpressure.
 */
final class OkHttpLink implements Link {

    private static final int NORMAL = 1000;
    private static final long QUEUED = 1024 * 1024;
    private static final long PARK_NANOS = 20_000;

    private final WebSocket socket;

    OkHttpLink(WebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        if (!socket.send(ByteString.of(message))) {
            throw new IOException("the connection was closed");
        }
    }

    @Override
    public void stream(Load load) throws IOException {
        Load.Writes writes = load.writes();
        while (writes.hasNext()) {
            while (socket.queueSize() > QUEUED) {
                LockSupport.parkNanos(PARK_NANOS);
            }
            send(writes.next());
        }
    }

    @Override
    public void close() {
        socket.close(NORMAL, null);
    }
}
