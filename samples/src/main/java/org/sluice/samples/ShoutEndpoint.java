package org.sluice.samples;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Locale;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** A message endpoint of one's own: greets by the name in the path, then answers each text in capitals. */
@ServerEndpoint("/shout/{name}")
public class ShoutEndpoint extends MessageEndpoint {

    /** Called by the container. */
    public ShoutEndpoint() {}

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        // Not send, which waits: this runs on the container's thread.
        var unused = socket.sendAsync("Hello, " + session.getPathParameters().get("name"));
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws IOException {
        socket.send(message.text().toUpperCase(Locale.ROOT));
    }
}
