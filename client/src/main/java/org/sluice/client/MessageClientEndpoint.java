package org.sluice.client;

import jakarta.websocket.ClientEndpoint;
import org.sluice.api.MessageWebSocket;
import org.sluice.core.socket.MessageSocket;

/**
 * A message socket for a container of the user's choice: set handlers and options on {@link #socket()}, hand this object to {@link
 * jakarta.websocket.WebSocketContainer#connectToServer(Object, java.net.URI)}, then use the socket. One object serves one connection.
 * What belongs to the connect itself, such as headers, sub-protocols and the connect timeout, is then the container's matter.
 */
@ClientEndpoint
public final class MessageClientEndpoint extends ClientSocketEndpoint {

    private final MessageSocket socket;

    /** Makes an endpoint with a socket of its own. */
    public MessageClientEndpoint() {
        this(new MessageSocket(null));
    }

    MessageClientEndpoint(MessageSocket socket) {
        super(socket);
        this.socket = socket;
    }

    /**
     * The socket, open once the container has connected.
     *
     * @return always the same
     */
    public MessageWebSocket socket() {
        return socket;
    }
}
