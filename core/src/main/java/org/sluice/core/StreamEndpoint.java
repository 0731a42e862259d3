package org.sluice.core;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.application.Application;
import org.sluice.core.socket.AbstractSocket;
import org.sluice.core.socket.StreamSocket;

/**
 * Base of annotated endpoints for streams, on any Jakarta WebSocket container:
 *
 * <pre>{@code
 * @ServerEndpoint("/upload/{name}")
 * public class Upload extends StreamEndpoint {
 *     @Override
 *     protected void onStream(StreamWebSocket socket, Session session) throws Exception {
 *         Files.copy(socket.inputStream(), target(session.getPathParameters().get("name")));
 *     }
 * }
 * }</pre>
 *
 * <p>Path parameters, injection, configurators, sub-protocols and user properties work as in every Jakarta endpoint. The subclass
 * declares no {@code @OnOpen}, {@code @OnMessage}, {@code @OnClose} or {@code @OnError} of its own.
 */
public abstract class StreamEndpoint extends SocketEndpoint {

    /** Makes an endpoint; called by the container. */
    protected StreamEndpoint() {}

    /**
     * Takes a new connection before anything is received: the place to set options. Runs on the container's thread.
     *
     * @param socket open
     * @param session the Jakarta session; sending is left to the socket
     * @param config the endpoint's configuration
     * @throws Exception to refuse the connection, which then closes with 1011
     */
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) throws Exception {}

    /**
     * Does the work of one connection, on a thread of its own, where blocking is allowed. When it returns, the socket closes with
     * 1000; an exception closes it with 1011, a receive timeout with 1001.
     *
     * @param socket what is read and written
     * @param session the Jakarta session, for path parameters and user properties
     * @throws Exception if the work fails
     */
    protected abstract void onStream(StreamWebSocket socket, Session session) throws Exception;

    /**
     * Takes the end of a connection; called once.
     *
     * @param socket what closed
     * @param event how it ended
     * @throws Exception if the application fails; this is logged
     */
    protected void onClosed(StreamWebSocket socket, ClosedEvent event) throws Exception {}

    @Override
    AbstractSocket newSocket(Application application) {
        StreamSocket socket = new StreamSocket(null, application.callbacks());
        applyTo(socket.control(), application.settings());
        socket.onClosed((closed, event) -> onClosed(socket, event));
        return socket;
    }

    @Override
    void configure(AbstractSocket socket, Session session, EndpointConfig config) throws Exception {
        onOpen((StreamSocket) socket, session, config);
    }

    @Override
    void begin(AbstractSocket socket, Session session) {
        StreamSocket stream = (StreamSocket) socket;
        stream.runForApplication(() -> work(stream, session));
    }

    private void work(StreamSocket socket, Session session) {
        try {
            onStream(socket, session);
            socket.close(CloseCode.NORMAL, "");
        } catch (WebSocketException e) {
            if (e.status() == WebErrorStatus.TIMEOUT && socket.isOpen()) {
                socket.close(CloseCode.GOING_AWAY, "the peer was silent or slow for too long");
            } else {
                socket.workFailed(e);
            }
        } catch (Exception e) {
            socket.workFailed(e);
        } catch (Error e) {
            socket.workFailed(e);
            throw e;
        }
    }
}
