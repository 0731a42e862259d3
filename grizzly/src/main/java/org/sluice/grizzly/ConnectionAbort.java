package org.sluice.grizzly;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import org.glassfish.tyrus.client.ClientManager;
import org.sluice.grizzly.client.ClientConnections;

/**
 * Ends a connection at once, where {@link Session#close()} would wait behind data that the peer does not read: on a server of
 * Tyrus that waits for ever, and the blocked sender with it.
 */
public final class ConnectionAbort {

    private ConnectionAbort() {}

    /**
     * Ends the TCP connection of a session without a close frame. A sender that is blocked on it fails, and the endpoint's
     * onClose follows with 1006 unless it ran already. May be called by any thread; never blocks.
     *
     * @param session any session
     * @return true if the connection is now ending; false if it has ended already, or the session is not of a
     *     {@link GrizzlyServer} or of a container from {@link TyrusClientEngine}, or is one of several of the latter
     */
    public static boolean abort(Session session) {
        WebSocketContainer container = session.getContainer();
        if (container instanceof EndpointContainer server) {
            return server.connections()
                    .ofSession(session.getId())
                    .map(connection -> {
                        connection.abort();
                        return true;
                    })
                    .orElse(false);
        }
        return container instanceof ClientManager client
                && ClientConnections.in(client).map(ClientConnections::abort).orElse(false);
    }
}
