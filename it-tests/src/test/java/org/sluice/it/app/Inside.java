package org.sluice.it.app;

import jakarta.inject.Inject;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Tells what each callback finds around it; {@link InsideStream} is the same for streams. */
@ServerEndpoint("/inside/{key}")
public class Inside extends MessageEndpoint {

    @Inject
    @Nullable
    Counter counter;

    @Inject
    @Nullable
    Visit visit;

    private Surroundings surroundings = new Surroundings("", null, null);

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        surroundings = new Surroundings(session.getPathParameters().get("key"), counter, visit);
        surroundings.tell("onOpen");
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        surroundings.tell("onMessage");
        socket.send(message.text());
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        surroundings.tell("onClosed");
    }
}
