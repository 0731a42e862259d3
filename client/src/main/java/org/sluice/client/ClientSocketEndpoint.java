package org.sluice.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.core.portable.SessionPort;
import org.sluice.core.socket.AbstractSocket;

/**
 * The handlers through which a container drives one client socket; see {@link MessageClientEndpoint} and {@link
 * StreamClientEndpoint}. The public methods are called by the container only.
 */
public abstract class ClientSocketEndpoint {

    private final AbstractSocket socket;
    private volatile Map<String, List<String>> handshakeHeaders = Map.of();
    private volatile @Nullable SessionPort port;

    ClientSocketEndpoint(AbstractSocket socket) {
        this.socket = socket;
    }

    /** Told by a configurator, where there is one. */
    void handshakeAnswered(Map<String, List<String>> headers) {
        handshakeHeaders = headers;
    }

    /**
     * Takes the session (Jakarta WebSocket, {@code @OnOpen}).
     *
     * @param session the session
     * @throws IOException if a session that nobody wants any more cannot be closed
     */
    @OnOpen
    public void containerOpened(Session session) throws IOException {
        SessionPort attached = new SessionPort(session, socket);
        port = attached;
        if (socket.opened(attached, attached, attached.handshake(handshakeHeaders))) {
            socket.configured();
        } else {
            // The connect was cancelled or timed out, or the endpoint was used for a second connection.
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "not wanted any more"));
        }
    }

    /**
     * Takes a part of a text message (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param part the part
     * @param last whether the message ends with it
     */
    @OnMessage
    public void containerText(String part, boolean last) {
        port().onText(part, last);
    }

    /**
     * Takes a part of a binary message (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param part the part
     * @param last whether the message ends with it
     */
    @OnMessage
    public void containerBinary(ByteBuffer part, boolean last) {
        port().onBinary(part, last);
    }

    /**
     * Takes a pong (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param pong the pong
     */
    @OnMessage
    public void containerPong(PongMessage pong) {
        port().onPong(pong.getApplicationData());
    }

    /**
     * Takes the end of the session (Jakarta WebSocket, {@code @OnClose}).
     *
     * @param reason how it ended
     */
    @OnClose
    public void containerClosed(CloseReason reason) {
        SessionPort attached = port;
        if (attached != null) {
            attached.onClose(reason);
        }
    }

    /**
     * Takes an error (Jakarta WebSocket, {@code @OnError}).
     *
     * @param error what went wrong
     */
    @OnError
    public void containerFailed(Throwable error) {
        SessionPort attached = port;
        if (attached != null) {
            attached.onError(error);
        }
    }

    private SessionPort port() {
        SessionPort attached = port;
        if (attached == null) {
            throw new IllegalStateException("The container delivers data to a session that it never opened");
        }
        return attached;
    }
}
