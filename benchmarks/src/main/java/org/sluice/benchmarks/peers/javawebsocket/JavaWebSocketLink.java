package org.sluice.benchmarks.peers.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/**
 * A connection as a link. The library receives whole messages only, so a stream is a sequence of them. Its queue has no bound and no
 * signal; {@code hasBufferedData} is all that it offers to a sender, so a stream looks at it every few writes.
 */
final class JavaWebSocketLink implements Link {

    private static final int QUEUED = 1024 * 1024;
    private static final long PARK_NANOS = 20_000;

    private final WebSocket socket;

    JavaWebSocketLink(WebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        try {
            socket.send(message);
        } catch (WebsocketNotConnectedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void stream(Load load) throws IOException {
        Load.Writes writes = load.writes();
        int queued = 0;
        while (writes.hasNext()) {
            send(writes.next());
            queued += load.writeSize();
            if (queued >= QUEUED) {
                awaitSent();
                queued = 0;
            }
        }
    }

    private void awaitSent() throws IOException {
        while (socket.hasBufferedData()) {
            if (!socket.isOpen()) {
                throw new IOException("the connection was closed");
            }
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
