package org.sluice.client;

import java.util.concurrent.CompletableFuture;
import org.sluice.core.common.Threads;
import org.sluice.core.socket.AbstractSocket;
import org.sluice.core.socket.Connector;
import org.sluice.core.socket.MessageSocket;
import org.sluice.core.socket.StreamSocket;
import org.sluice.core.spi.ClientEngine;

/** Connects through the container of an engine, each socket with a container of its own. */
final class ContainerConnector implements Connector {

    @Override
    public CompletableFuture<Void> connect(AbstractSocket socket, Request request) {
        ClientEngine engine = Engines.engine();
        engine.refuseUnknown(request.options());
        ContainerAttempt attempt = new ContainerAttempt(socket, request, engine);
        // It holds its thread for as long as the server takes.
        Threads.shared().lasting().execute(() -> attempt.run(endpointOf(socket)));
        return attempt.result();
    }

    private static ClientSocketEndpoint endpointOf(AbstractSocket socket) {
        return socket instanceof MessageSocket message
                ? new MessageClientEndpoint(message)
                : new StreamClientEndpoint((StreamSocket) socket);
    }
}
