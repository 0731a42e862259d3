package org.sluice.grizzly;

import jakarta.websocket.Session;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Both ends of a session's TCP connection. Known on the server only: Tyrus's client keeps them to itself.
 *
 * @param local this end, as bound
 * @param remote the other end; a proxy's, where there is one
 */
public record SessionAddresses(InetSocketAddress local, InetSocketAddress remote) {

    /**
     * Looks a session up. May be called by any thread; never blocks.
     *
     * @param session any session
     * @return its addresses, or empty if its connection has ended or it is not of a {@link GrizzlyServer}
     */
    public static Optional<SessionAddresses> of(Session session) {
        return session.getContainer() instanceof EndpointContainer server
                ? server.connections().ofSession(session.getId()).flatMap(SessionAddresses::of)
                : Optional.empty();
    }

    private static Optional<SessionAddresses> of(ServerConnection connection) {
        return connection.tcp().getLocalAddress() instanceof InetSocketAddress local
                        && connection.tcp().getPeerAddress() instanceof InetSocketAddress remote
                ? Optional.of(new SessionAddresses(local, remote))
                : Optional.empty();
    }
}
