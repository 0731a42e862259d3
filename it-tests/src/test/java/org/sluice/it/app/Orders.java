package org.sluice.it.app;

import jakarta.json.bind.JsonbBuilder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocketException;
import org.sluice.core.MessageEndpoint;

/**
 * Answers an order in JSON with one of one more. What is no order is answered with a sentence, or with {@code ?strict} left to the base
 * class. {@code binding} tells which JSON Binding the application finds.
 */
@ServerEndpoint("/orders")
public class Orders extends MessageEndpoint {

    private boolean strict;

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        strict = session.getRequestParameterMap().containsKey("strict");
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        if (message.text().equals("binding")) {
            socket.send(JsonbBuilder.create().getClass().getName());
            return;
        }
        try {
            socket.sendJson(message.json(Order.class).oneMore());
        } catch (WebSocketException e) {
            if (strict) {
                throw e;
            }
            socket.send("refused: " + e.getMessage());
        }
    }
}
