package org.sluice.benchmarks.peers.jakarta;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;

/** Connects with the container of an implementation. */
public final class JakartaClient implements Client {

    /** Makes the configuration of one connection. */
    public interface Configuring {
        /** A new one. */
        ClientEndpointConfig configuration();
    }

    private final WebSocketContainer container;
    private final URI server;
    private final Configuring configuring;
    private final Server.Closing closing;

    /** Connections of a container, which is closed as told. */
    public JakartaClient(WebSocketContainer container, URI server, Configuring configuring, Server.Closing closing) {
        this.container = container;
        this.server = server;
        this.configuring = configuring;
        this.closing = closing;
    }

    @Override
    public Link connect(Service service, Receiver receiver) throws IOException {
        JakartaEndpoint endpoint = new JakartaEndpoint(service, link -> receiver);
        try {
            container.connectToServer(endpoint, configuring.configuration(), server.resolve(service.path()));
        } catch (DeploymentException e) {
            throw new IOException(e);
        }
        return endpoint.link();
    }

    @Override
    public void close() throws IOException {
        Server.of(0, closing).close();
    }
}
