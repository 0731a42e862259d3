package org.sluice.client;

import jakarta.websocket.ClientEndpoint;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.socket.StreamSocket;

/**
 * A stream socket for a container of the user's choice: set handlers and options on {@link #socket()}, hand this object to {@link
 * jakarta.websocket.WebSocketContainer#connectToServer(Object, java.net.URI)}, then use the socket. One object serves one connection.
 * What belongs to the connect itself, such as headers, sub-protocols and the connect timeout, is then the container's matter.
 */
@ClientEndpoint
public final class StreamClientEndpoint extends ClientSocketEndpoint {

    private final StreamSocket socket;

    /** Makes an endpoint with a socket of its own. */
    public StreamClientEndpoint() {
        this(new StreamSocket(null));
    }

    StreamClientEndpoint(StreamSocket socket) {
        super(socket);
        this.socket = socket;
    }

    /**
     * The socket, open once the container has connected.
     *
     * @return always the same
     */
    public StreamWebSocket socket() {
        return socket;
    }
}
