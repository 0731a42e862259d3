package org.sluice.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.WebSocketControl;
import org.sluice.core.application.Application;
import org.sluice.core.application.Applications;
import org.sluice.core.config.Setting;
import org.sluice.core.config.Settings;
import org.sluice.core.portable.SessionPort;
import org.sluice.core.portable.SocketPort;
import org.sluice.core.socket.AbstractSocket;

/**
 * The handlers that a container calls, and what they have in common for messages and streams; extend {@link MessageEndpoint} or
 * {@link StreamEndpoint}. All state is kept with the session, so that an endpoint may be one object for each connection, as is the
 * default, or one for all.
 *
 * <p>The public methods are called by the container only. No method is final, since injection containers subclass endpoints.
 */
public abstract class SocketEndpoint {

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final String PORT = "org.sluice.port";

    SocketEndpoint() {}

    /** Makes the socket of a new session, with the application's settings as its options. */
    abstract AbstractSocket newSocket(Application application);

    /** Sets the options that all sockets have. */
    static void applyTo(WebSocketControl<?> control, Settings settings) {
        control.sendTimeout(settings.timeout(Setting.SEND_TIMEOUT));
        control.receiveTimeout(settings.timeout(Setting.RECEIVE_TIMEOUT));
        control.closeTimeout(settings.timeout(Setting.CLOSE_TIMEOUT));
        control.minReceiveWindow(settings.minReceiveWindow());
        control.maxReceiveWindow(settings.maxReceiveWindow());
        control.unsolicitedPongInterval(settings.timeout(Setting.UNSOLICITED_PONG_INTERVAL));
        control.pingInterval(settings.timeout(Setting.PING_INTERVAL));
        control.deadPeerTimeout(settings.timeout(Setting.DEAD_PEER_TIMEOUT));
    }

    /** Lets the application set options and handlers, on an open socket. */
    abstract void configure(AbstractSocket socket, Session session, EndpointConfig config) throws Exception;

    /** Begins the application's own work, if it has any. */
    abstract void begin(AbstractSocket socket, Session session);

    /**
     * Takes a new session (Jakarta WebSocket, {@code @OnOpen}). If the application refuses it, by an exception, the socket closes with
     * 1011, and the log has the exception.
     *
     * @param session the session
     * @param config the endpoint's configuration
     */
    @OnOpen
    public void containerOpened(Session session, EndpointConfig config) {
        Application application = Applications.of(getClass().getClassLoader());
        Settings settings = application.settings();
        AbstractSocket socket = newSocket(application);
        SocketPort port = SocketPort.of(
                session,
                socket,
                settings.portableOnly(),
                settings.timeout(Setting.STALL_TIMEOUT),
                settings.timeout(Setting.IDLE_TIMEOUT));
        SessionPort handlers = port.handlers();
        if (handlers != null) {
            session.getUserProperties().put(PORT, handlers);
        } else {
            // Data comes past them; a connection has them, and what they stand in, for as long as it lasts.
            Set.copyOf(session.getMessageHandlers()).forEach(session::removeMessageHandler);
        }
        AgreedCredit agreed = AgreedCredit.of(session);
        port.open(PeerHeaders.of(session), agreed.terms());
        if (agreed.inDoubt(System.nanoTime())) {
            socket.closeSoon(CloseCode.TRY_AGAIN_LATER, "what the handshake agreed on is not known");
            return;
        }
        if (!application.add(socket)) {
            socket.closeSoon(CloseCode.GOING_AWAY, Application.STOPPING);
            return;
        }
        boolean taken = configured(socket, session, config);
        port.configured();
        if (taken) {
            begin(socket, session);
        }
    }

    /** Containers differ in what they make of an exception: some close with another code or without one, some not at all. */
    private boolean configured(AbstractSocket socket, Session session, EndpointConfig config) {
        try {
            configure(socket, session, config);
            return true;
        } catch (Exception e) {
            LOG.log(Level.WARNING, "onOpen of the application failed; the socket closes with 1011", e);
            socket.closeSoon(CloseCode.INTERNAL_ERROR, "the endpoint refused the connection");
            return false;
        } finally {
            socket.configured();
        }
    }

    /**
     * Takes a part of a text message (Jakarta WebSocket, {@code @OnMessage}). Blocks while the application does not keep up.
     *
     * @param part the part
     * @param last whether the message ends with it
     * @param session the session
     */
    @OnMessage
    public void containerText(String part, boolean last, Session session) {
        port(session).onText(part, last);
    }

    /**
     * Takes a part of a binary message (Jakarta WebSocket, {@code @OnMessage}). Blocks while the application does not keep up.
     *
     * @param part the part
     * @param last whether the message ends with it
     * @param session the session
     */
    @OnMessage
    public void containerBinary(ByteBuffer part, boolean last, Session session) {
        port(session).onBinary(part, last);
    }

    /**
     * Takes a pong (Jakarta WebSocket, {@code @OnMessage}).
     *
     * @param pong the pong
     * @param session the session
     */
    @OnMessage
    public void containerPong(PongMessage pong, Session session) {
        port(session).onPong(pong.getApplicationData());
    }

    /**
     * Takes the end of a session (Jakarta WebSocket, {@code @OnClose}).
     *
     * @param session the session
     * @param reason how it ended
     */
    @OnClose
    public void containerClosed(Session session, CloseReason reason) {
        SessionPort port = portOrNull(session);
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
        SessionPort port = portOrNull(session);
        if (port != null) {
            port.onError(error);
        }
    }

    private static SessionPort port(Session session) {
        SessionPort port = portOrNull(session);
        if (port == null) {
            throw new IllegalStateException(
                    "The container delivers data to a session that it never opened or has ended");
        }
        return port;
    }

    /** Null where the container reports an end or an error before the open, or an error after the end. */
    private static @Nullable SessionPort portOrNull(Session session) {
        try {
            return (SessionPort) session.getUserProperties().get(PORT);
        } catch (IllegalStateException ended) {
            // Tomcat's sessions tell nothing any more once they are closed, and its error handler runs even then.
            return null;
        }
    }
}
