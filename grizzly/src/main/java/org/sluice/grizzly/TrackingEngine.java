package org.sluice.grizzly;

import java.util.Comparator;
import java.util.List;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.jspecify.annotations.Nullable;
import org.sluice.core.config.Origins;

/** Decides with Tyrus over requests for an upgrade, each under its application's class loader, and counts what opens. */
final class TrackingEngine {

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

    ServerUpgrade upgrade(UpgradeRequest request, UpgradeResponse response) {
        if (connections.stopping()) {
            response.setStatus(SERVICE_UNAVAILABLE);
            return ServerUpgrade.refused(UpgradeStatus.HANDSHAKE_FAILED);
        }
        if (!origins.allow(request.getHeader("Origin"), request.getHeader("Host"))) {
            // Passed on to the handler of all that is no WebSocket, which answers it.
            return ServerUpgrade.refused(UpgradeStatus.NOT_APPLICABLE);
        }
        ClassLoader loader = loaderFor(request.getRequestURI().getPath());
        UpgradeInfo upgrade = ContextLoader.under(loader, () -> engine.upgrade(request, response));
        return upgrade.getStatus() == UpgradeStatus.SUCCESS
                ? new Agreed(upgrade, loader)
                : ServerUpgrade.refused(upgrade.getStatus());
    }

    private @Nullable ClassLoader loaderFor(String path) {
        return applications.stream()
                .filter(application -> application.match(path) >= 0)
                .max(Comparator.comparingInt(application -> application.match(path)))
                .map(WebSocketApplication::classLoader)
                .orElse(null);
    }

    private final class Agreed implements ServerUpgrade {

        private final UpgradeInfo upgrade;
        private final @Nullable ClassLoader loader;

        private Agreed(UpgradeInfo upgrade, @Nullable ClassLoader loader) {
            this.upgrade = upgrade;
            this.loader = loader;
        }

        @Override
        public UpgradeStatus status() {
            return UpgradeStatus.SUCCESS;
        }

        @Override
        public void open(TCPNIOConnection connection, java.nio.ByteBuffer received) {
            connections.open(
                    new ServerConnection(connections, connection, loader), opening -> opening.open(upgrade, received));
        }
    }
}
