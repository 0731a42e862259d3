package org.sluice.grizzly;

import java.nio.ByteBuffer;
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
import org.sluice.core.port.ServerHandshake;

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

    /** What it agrees to is counted before the answer is out, so that a server that stops then says 1001 to it as to all others. */
    ServerUpgrade upgrade(UpgradeRequest request, UpgradeResponse response, TCPNIOConnection tcp) {
        ClassLoader loader = loaderFor(request.getRequestURI().getPath());
        ServerConnection connection = new ServerConnection(connections, tcp, loader);
        if (!connections.add(connection)) {
            response.setStatus(SERVICE_UNAVAILABLE);
            return ServerUpgrade.refused(UpgradeStatus.HANDSHAKE_FAILED);
        }
        boolean agreed = false;
        try {
            ServerUpgrade upgrade = decide(request, response, connection, loader);
            agreed = upgrade.status() == UpgradeStatus.SUCCESS;
            return upgrade;
        } finally {
            if (!agreed) {
                connections.remove(connection);
            }
        }
    }

    private ServerUpgrade decide(
            UpgradeRequest request,
            UpgradeResponse response,
            ServerConnection connection,
            @Nullable ClassLoader loader) {
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
        UpgradeInfo upgrade = ContextLoader.under(loader, () -> engine.upgrade(request, response));
        if (upgrade.getStatus() != UpgradeStatus.SUCCESS) {
            return ServerUpgrade.refused(upgrade.getStatus());
        }
        // An extension of the endpoint's own would work on frames that are not those of the wire.
        response.getHeaders().remove(EXTENSIONS);
        compression.ifPresent(agreed -> response.getHeaders().put(EXTENSIONS, List.of(agreed.headerValue())));
        connection.leaveWhenGone();
        return new Agreed(upgrade, compression.orElse(null), connection);
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
        private final ServerConnection connection;

        private Agreed(UpgradeInfo upgrade, @Nullable DeflateAgreement compression, ServerConnection connection) {
            this.upgrade = upgrade;
            this.compression = compression;
            this.connection = connection;
        }

        @Override
        public UpgradeStatus status() {
            return UpgradeStatus.SUCCESS;
        }

        @Override
        public void open(ServerHandshake handshake, ByteBuffer received) {
            connections.open(connection, () -> connection.open(upgrade, compression, handshake, received));
        }
    }
}
