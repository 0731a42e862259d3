package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.time.Duration;
import org.sluice.api.ClosedEvent;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** Sends without end, and does not wait long for a peer that does not read, unless {@code ?patient} is asked for. */
@ServerEndpoint("/flood/{key}")
public class Flood extends StreamEndpoint {

    private String key = "";

    @Override
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        Duration patience = Duration.ofSeconds(session.getRequestParameterMap().containsKey("patient") ? 60 : 1);
        socket.control().sendTimeout(patience).closeTimeout(Duration.ofSeconds(1));
        Journal.add(key, "open");
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
        Journal.add(key, Endings.line(event));
    }
}
