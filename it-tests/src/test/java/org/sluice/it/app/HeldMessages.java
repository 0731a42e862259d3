package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.MessageEndpoint;

/**
 * Takes messages when its {@link Transfer} is released, or with {@code ?parts=N} writes so many for the first one that it receives: as fast
 * as the queue takes them.
 */
@ServerEndpoint(value = "/held/messages/{key}", configurator = CreditConfigurator.class)
public class HeldMessages extends MessageEndpoint {

    private Transfer transfer = new Transfer();
    private int parts;

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        transfer = Transfer.of(session.getPathParameters().get("key")).over(socket);
        parts = Integer.parseInt(session.getRequestParameterMap()
                .getOrDefault("parts", List.of("0"))
                .get(0));
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        if (parts > 0) {
            transfer.pour(parts, part -> {
                // A failure shows: the part does not arrive.
                CompletableFuture<Void> unused = socket.sendAsync(ByteBuffer.wrap(part));
            });
        } else {
            transfer.awaitRelease();
            transfer.count(message.bytes());
        }
    }
}
