package org.sluice.samples.scenario;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Greets a client by the name in its certificate, then answers each text; for {@link CertificateServer}. */
@ServerEndpoint("/greet")
public class GreetEndpoint extends MessageEndpoint {

    /** Called by the container. */
    public GreetEndpoint() {}

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        // Not send, which waits: this runs on the container's thread.
        var unused = socket.sendAsync("Hello, " + session.getUserPrincipal().getName());
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws IOException {
        socket.send(message.text());
    }
}
