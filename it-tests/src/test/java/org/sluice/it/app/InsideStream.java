package org.sluice.it.app;

import jakarta.inject.Inject;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** What {@link Inside} is, for streams. */
@ServerEndpoint("/inside/stream/{key}")
public class InsideStream extends StreamEndpoint {

    @Inject
    @Nullable
    Counter counter;

    @Inject
    @Nullable
    Visit visit;

    private Surroundings surroundings = new Surroundings("", null, null);

    @Override
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
        surroundings = new Surroundings(session.getPathParameters().get("key"), counter, visit);
        surroundings.tell("onOpen");
    }

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        surroundings.tell("onStream");
        while (socket.nextMessage().isPresent()) {
            // Until the peer closes.
        }
    }

    @Override
    protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
        surroundings.tell("onClosed");
    }
}
