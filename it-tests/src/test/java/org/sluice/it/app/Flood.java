package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.sluice.api.ClosedEvent;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** Sends without end, and does not wait long for a peer that does not read. */
@ServerEndpoint("/flood")
public class Flood extends StreamEndpoint {

    /** The ends of all connections; tests look at it from inside the container. */
    public static final BlockingQueue<ClosedEvent> CLOSED = new LinkedBlockingQueue<>();

    @Override
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
        socket.control().sendTimeout(Duration.ofSeconds(1)).closeTimeout(Duration.ofSeconds(1));
    }

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        byte[] chunk = new byte[64 * 1024];
        OutputStream out = socket.newMessage();
        while (socket.isOpen()) {
            out.write(chunk);
        }
    }

    @Override
    protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
        CLOSED.add(event);
    }
}
