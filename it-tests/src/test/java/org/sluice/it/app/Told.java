package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.MessageEndpoint;

/** Says at open, and to each message, what it knows of its handshake. */
@ServerEndpoint(value = "/told", configurator = CreditConfigurator.class)
public class Told extends MessageEndpoint {

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) throws Exception {
        tell(socket);
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        tell(socket);
    }

    private static void tell(MessageWebSocket socket) throws Exception {
        List<String> trace = socket.information().handshakeHeaders().getOrDefault("x-trace", List.of());
        socket.send(socket.information().handshakeStatus().orElse(0) + " " + trace);
    }
}
