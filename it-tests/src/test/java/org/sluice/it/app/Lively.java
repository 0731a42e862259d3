package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Keeps its connection alive as the address says, in milliseconds: {@code ?pong=20}, {@code ?ping=20&dead=500}. */
@ServerEndpoint("/lively/{key}")
public class Lively extends MessageEndpoint {

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        socket.control()
                .unsolicitedPongInterval(millis(session, "pong"))
                .pingInterval(millis(session, "ping"))
                .deadPeerTimeout(millis(session, "dead"));
        Journal.add(key, "open");
    }

    private static Duration millis(Session session, String name) {
        var values = session.getRequestParameterMap().get(name);
        return values == null ? Duration.ZERO : Duration.ofMillis(Long.parseLong(values.get(0)));
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {
        Journal.add(key, "time " + socket.information().roundTripTime().isPresent());
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        Journal.add(key, Endings.line(event));
    }
}
