package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * What Undertow, and so WildFly, needs beyond Jakarta WebSocket. It reads on while a handler blocks, and keeps what it reads, so reading
 * has to be stopped; its close waits for a peer that may never answer, so a connection has to be cut; it opens a session on a
 * connection that was lost while the handshake was answered, whose end it has missed; and it keeps a close frame back where two closes
 * meet. Found by reflection, since no class of a container
 * is linked; with any other container it does nothing. Blocking the handler is left to the port.
 */
final class UndertowChannel {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** An {@code io.undertow.websockets.core.WebSocketChannel}; null with other containers. */
    private final @Nullable Object channel;

    private final Session session;

    private UndertowChannel(Session session, @Nullable Object channel) {
        this.session = session;
        this.channel = channel;
    }

    static UndertowChannel of(Session session) {
        return new UndertowChannel(session, call(session, "getWebSocketChannel"));
    }

    /** Reads no further frame; those that were read before may still be delivered. */
    void suspend() {
        if (channel != null) {
            call(channel, "suspendReceives");
        }
    }

    /** Reads again; from any thread, also after the end of the connection. */
    void resume() {
        if (channel != null) {
            call(channel, "resumeReceives");
        }
    }

    /**
     * Whether the connection has ended already. Undertow looks for ends from the moment on when it makes the channel, and reads nothing
     * before the session's handlers for the open have returned, so that this is a loss which it may never tell.
     *
     * @return false where the container is another
     */
    boolean isLostAtOpen() {
        return channel != null && !session.isOpen();
    }

    /**
     * Ends the TCP connection without waiting.
     *
     * @return false where the container is another
     */
    boolean cut() {
        if (channel == null) {
            return false;
        }
        call(channel, "close");
        return true;
    }

    /**
     * Sends the close frame, an empty one, that Undertow keeps back; comes when it tells the end. Once it has read the head of the peer's
     * close frame, a close of this end leaves the sending to whoever handles that frame, and he leaves it to the session, which is closed:
     * the peer would wait for its answer, and the connection stay. Elsewhere, and where one was sent, this does nothing.
     */
    void sendCloseKeptBack() {
        if (channel != null
                && Boolean.TRUE.equals(call(channel, "isCloseFrameReceived"))
                && Boolean.FALSE.equals(call(channel, "isCloseFrameSent"))) {
            call(channel, "sendClose");
        }
    }

    private static @Nullable Object call(Object on, String method) {
        try {
            return on.getClass().getMethod(method).invoke(on);
        } catch (NoSuchMethodException anotherContainer) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "The container's channel does not " + method, e);
            return null;
        }
    }
}
