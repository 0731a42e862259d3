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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.core.config.Settings;
import org.sluice.core.portable.SessionPort;
import org.sluice.core.portable.SocketPort;
import org.sluice.core.socket.AbstractSocket;

/**
 * The handlers through which a container drives one client socket; see {@link MessageClientEndpoint} and {@link
 * StreamClientEndpoint}. The public methods are called by the container only.
 */
public abstract class ClientSocketEndpoint {

    private static final String PORT = "org.sluice.port";

    private final AbstractSocket socket;
    private volatile Map<String, List<String>> handshakeHeaders = Map.of();

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
        SocketPort port =
                SocketPort.of(session, socket, Settings.portableOnlyInThisProgram(), Duration.ZERO, Duration.ZERO);
        SessionPort handlers = port.handlers();
        if (handlers != null) {
            session.getUserProperties().put(PORT, handlers);
        }
        Credit credit = Credit.agreed(socket.offer(), handshakeHeaders);
        if (port.open(handshakeHeaders, credit.terms())) {
            socket.configured();
            port.configured();
            credit.fault().ifPresent(fault -> socket.failed(CloseCode.PROTOCOL_ERROR, fault));
        } else {
            // The connect was cancelled or timed out, or the endpoint was used for a second connection.
            session.getUserProperties().remove(PORT);
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "not wanted any more"));
        }
    }

    /**
     * Takes a part of a text message (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param part the part
     * @param last whether the message ends with it
     * @param session the session
     */
    @OnMessage
    public void containerText(String part, boolean last, Session session) {
        SessionPort port = portOf(session);
        if (port != null) {
            port.onText(part, last);
        }
    }

    /**
     * Takes a part of a binary message (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param part the part
     * @param last whether the message ends with it
     * @param session the session
     */
    @OnMessage
    public void containerBinary(ByteBuffer part, boolean last, Session session) {
        SessionPort port = portOf(session);
        if (port != null) {
            port.onBinary(part, last);
        }
    }

    /**
     * Takes a pong (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param pong the pong
     * @param session the session
     */
    @OnMessage
    public void containerPong(PongMessage pong, Session session) {
        SessionPort port = portOf(session);
        if (port != null) {
            port.onPong(pong.getApplicationData());
        }
    }

    /**
     * Takes the end of the session (Jakarta WebSocket, {@code @OnClose}).
     *
     * @param session the session
     * @param reason how it ended
     */
    @OnClose
    public void containerClosed(Session session, CloseReason reason) {
        SessionPort port = portOf(session);
        if (port != null) {
            port.onClose(reason);
        }
    }

    /**
     * Takes an error (Jakarta WebSocket, {@code @OnError}).
     *
     * @param session the session
     * @param error what went wrong
     */
    @OnError
    public void containerFailed(Session session, Throwable error) {
        SessionPort port = portOf(session);
        if (port != null) {
            port.onError(error);
        }
    }

    /** Null for a session that was not wanted, whatever it still brings. */
    private static @Nullable SessionPort portOf(Session session) {
        return (SessionPort) session.getUserProperties().get(PORT);
    }
}
