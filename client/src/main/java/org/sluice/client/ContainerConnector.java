package org.sluice.client;

import java.util.ServiceLoader;
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
        ClientEngine engine = engine();
        engine.refuseUnknown(request.options());
        ContainerAttempt attempt = new ContainerAttempt(socket, request, engine);
        Threads.shared().execute(() -> attempt.run(endpointOf(socket)));
        return attempt.result();
    }

    private static ClientSocketEndpoint endpointOf(AbstractSocket socket) {
        return socket instanceof MessageSocket message
                ? new MessageClientEndpoint(message)
                : new StreamClientEndpoint((StreamSocket) socket);
    }

    private static ClientEngine engine() {
        return ServiceLoader.load(ClientEngine.class)
                .findFirst()
                .or(() -> ServiceLoader.load(ClientEngine.class, ContainerConnector.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No WebSocket engine was found:"
                        + " add org.sluice:sluice-grizzly to the class path or the module path."));
    }
}
