package org.sluice.benchmarks.peers.tyrus;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.server.Server;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.jakarta.JakartaClient;
import org.sluice.benchmarks.peers.jakarta.JakartaServices;
import org.sluice.benchmarks.peers.sluice.SluiceEndpoints;

/**
 * Tyrus on its own: its {@link Server} and its {@link ClientManager}, both on Grizzly, with the shared container, without
 * which each client connection has threads of its own.
 */
public final class TyrusEnds implements Ends {

    private static final int ANY_PORT = -1;

    private final Class<? extends ServerApplicationConfig> deployment;

    /** With endpoints as Tyrus has them. */
    public TyrusEnds() {
        this(Deployment.class);
    }

    private TyrusEnds(Class<? extends ServerApplicationConfig> deployment) {
        this.deployment = deployment;
    }

    /** With our endpoints. */
    public static TyrusEnds withSluice() {
        return new TyrusEnds(OfSluice.class);
    }

    @Override
    public org.sluice.benchmarks.link.Server serve(@Nullable Tls tls) throws Exception {
        if (tls != null) {
            throw new UnsupportedOperationException("Tyrus's Server has no TLS");
        }
        Server server = new Server("127.0.0.1", ANY_PORT, "/", Map.of(), deployment);
        server.start();
        return org.sluice.benchmarks.link.Server.of(server.getPort(), server::stop);
    }

    @Override
    public Client client(URI server) {
        ClientManager container = ClientManager.createClient();
        container.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        return new JakartaClient(
                container, server, () -> ClientEndpointConfig.Builder.create().build(), container::shutdown);
    }

    /** Found by Tyrus; made by reflection. */
    public static final class OfSluice implements ServerApplicationConfig {
        /** Called by Tyrus. */
        public OfSluice() {}

        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
            return Set.of();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.copyOf(SluiceEndpoints.all());
        }
    }

    /** Found by Tyrus; made by reflection. */
    public static final class Deployment implements ServerApplicationConfig {
        /** Called by Tyrus. */
        public Deployment() {}

        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
            return JakartaServices.endpoints();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }
}
