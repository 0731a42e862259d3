package org.sluice.server;

import jakarta.websocket.server.ServerEndpoint;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.MessageEndpoint;

/** Sends every message back to its sender, text as text and bytes as bytes (P26). */
@ServerEndpoint(value = "/message/echo", configurator = CreditConfigurator.class)
public class MessageEcho extends MessageEndpoint {

    /** Called by the container. */
    public MessageEcho() {}

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        if (message.type() == MessageType.UTF8) {
            socket.send(message.text());
        } else {
            socket.send(message.bytes());
        }
    }
}
