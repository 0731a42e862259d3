package org.sluice.grizzly;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Comparator;
import java.util.List;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.Connection.CloseListener;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.config.Origins;

/** Tyrus's engine, with each upgrade under its application's class loader and each connection counted. */
final class TrackingEngine implements WebSocketEngine {

    private static final int SERVICE_UNAVAILABLE = 503;

    private final TyrusWebSocketEngine engine;
    private final ServerConnections connections;
    private final List<WebSocketApplication> applications;
    private final Origins origins;

    TrackingEngine(TyrusWebSocketEngine engine, ServerConnections connections, GrizzlyServerOptions options) {
        this.engine = engine;
        this.connections = connections;
        this.applications = options.applications();
        this.origins = options.origins();
    }

    @Override
    public UpgradeInfo upgrade(UpgradeRequest request, UpgradeResponse response) {
        if (connections.stopping()) {
            response.setStatus(SERVICE_UNAVAILABLE);
            return new Unopened(UpgradeStatus.HANDSHAKE_FAILED);
        }
        if (!origins.allow(request.getHeader("Origin"), request.getHeader("Host"))) {
            // Passed on to the handler of all that is no WebSocket, which answers it.
            return new Unopened(UpgradeStatus.NOT_APPLICABLE);
        }
        ClassLoader loader = loaderFor(request.getRequestURI().getPath());
        UpgradeInfo upgrade = ContextLoader.under(loader, () -> engine.upgrade(request, response));
        return upgrade.getStatus() == UpgradeStatus.SUCCESS ? new Tracked(upgrade, loader) : upgrade;
    }

    @Override
    public void register(Class<?> endpointClass, String contextPath) throws DeploymentException {
        engine.register(endpointClass, contextPath);
    }

    @Override
    public void register(ServerEndpointConfig config, String contextPath) throws DeploymentException {
        engine.register(config, contextPath);
    }

    private @Nullable ClassLoader loaderFor(String path) {
        return applications.stream()
                .filter(application -> application.match(path) >= 0)
                .max(Comparator.comparingInt(application -> application.match(path)))
                .map(WebSocketApplication::classLoader)
                .orElse(null);
    }

    private final class Tracked implements UpgradeInfo {

        private final UpgradeInfo upgrade;
        private final @Nullable ClassLoader loader;

        private Tracked(UpgradeInfo upgrade, @Nullable ClassLoader loader) {
            this.upgrade = upgrade;
            this.loader = loader;
        }

        @Override
        public UpgradeStatus getStatus() {
            return UpgradeStatus.SUCCESS;
        }

        @Override
        public Connection createConnection(Writer writer, CloseListener listener) {
            TCPNIOConnection wire = UpgradeFilter.currentConnection();
            ServerConnection connection = new ServerConnection(connections, wire, loader);
            connections.open(connection, () -> connection.open(upgrade, writer, listener));
            return connection;
        }
    }

    private record Unopened(UpgradeStatus status) implements UpgradeInfo {

        @Override
        public UpgradeStatus getStatus() {
            return status;
        }

        @Override
        public @Nullable Connection createConnection(Writer writer, CloseListener listener) {
            return null;
        }
    }
}
