package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Takes messages part by part, whatever their size, and sends each part on as a frame of a message of the same type. */
@ServerEndpoint("/parts/{key}")
public class Parts extends MessageEndpoint {

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        socket.control().receiveMode(ReceiveMode.PARTIAL).maxMessageSize(10);
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        Journal.add(key, (message.complete() ? "last " : "part ") + message.type());
        socket.control().messageType(message.type());
        socket.sendFrame(message.bytes(), message.complete());
    }
}
