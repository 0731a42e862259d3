package org.sluice.grizzly;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.glassfish.tyrus.client.ClientManager;
import org.sluice.grizzly.client.ClientConnections;

/**
 * Both ends of a session's TCP connection.
 *
 * @param local this end, as bound
 * @param remote the other end; a proxy's, where there is one
 */
public record SessionAddresses(InetSocketAddress local, InetSocketAddress remote) {

    /**
     * Looks a session up. May be called by any thread; never blocks.
     *
     * @param session any session
     * @return its addresses, or empty if its connection has ended, or it is not of a {@link GrizzlyServer} or the only one of a container
     *     from {@link TyrusClientEngine}
     */
    public static Optional<SessionAddresses> of(Session session) {
        WebSocketContainer container = session.getContainer();
        if (container instanceof EndpointContainer server) {
            return server.connections().ofSession(session.getId()).flatMap(SessionAddresses::of);
        }
        return container instanceof ClientManager client
                ? ClientConnections.in(client)
                        .flatMap(ClientConnections::ends)
                        .map(ends -> new SessionAddresses(ends.local(), ends.remote()))
                : Optional.empty();
    }

    private static Optional<SessionAddresses> of(ServerConnection connection) {
        return connection.tcp().getLocalAddress() instanceof InetSocketAddress local
                        && connection.tcp().getPeerAddress() instanceof InetSocketAddress remote
                ? Optional.of(new SessionAddresses(local, remote))
                : Optional.empty();
    }
}
