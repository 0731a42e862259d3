package org.sluice.grizzly;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.jspecify.annotations.Nullable;
import org.sluice.core.config.Origins;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.deflate.DeflatePolicy;
import org.sluice.core.deflate.ExtensionException;

/** Decides with Tyrus over requests for an upgrade, each under its application's class loader, and counts what opens. */
final class TrackingEngine {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final int BAD_REQUEST = 400;
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
        Optional<DeflateAgreement> compression;
        try {
            compression = DeflatePolicy.DEFAULT.choose(request.getHeaders().getOrDefault(EXTENSIONS, List.of()));
        } catch (ExtensionException e) {
            response.setStatus(BAD_REQUEST);
            response.setReasonPhrase(e.getMessage());
            return ServerUpgrade.refused(UpgradeStatus.HANDSHAKE_FAILED);
        }
        ClassLoader loader = loaderFor(request.getRequestURI().getPath());
        UpgradeInfo upgrade = ContextLoader.under(loader, () -> engine.upgrade(request, response));
        if (upgrade.getStatus() != UpgradeStatus.SUCCESS) {
            return ServerUpgrade.refused(upgrade.getStatus());
        }
        // An extension of the endpoint's own would work on frames that are not those of the wire.
        response.getHeaders().remove(EXTENSIONS);
        compression.ifPresent(agreed -> response.getHeaders().put(EXTENSIONS, List.of(agreed.headerValue())));
        return new Agreed(upgrade, compression.orElse(null), loader);
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
        private final @Nullable DeflateAgreement compression;
        private final @Nullable ClassLoader loader;

        private Agreed(UpgradeInfo upgrade, @Nullable DeflateAgreement compression, @Nullable ClassLoader loader) {
            this.upgrade = upgrade;
            this.compression = compression;
            this.loader = loader;
        }

        @Override
        public UpgradeStatus status() {
            return UpgradeStatus.SUCCESS;
        }

        @Override
        public void open(TCPNIOConnection connection, java.nio.ByteBuffer received) {
            connections.open(
                    new ServerConnection(connections, connection, loader),
                    opening -> opening.open(upgrade, compression, received));
        }
    }
}
