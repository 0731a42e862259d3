package org.sluice.core;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.application.Application;
import org.sluice.core.socket.AbstractSocket;
import org.sluice.core.socket.MessageSocket;

/**
 * Base of annotated endpoints for whole messages, on any Jakarta WebSocket container:
 *
 * <pre>{@code
 * @ServerEndpoint("/echo")
 * public class Echo extends MessageEndpoint {
 *     @Override
 *     protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
 *         socket.send(message.text());
 *     }
 * }
 * }</pre>
 *
 * <p>Path parameters, injection, configurators, sub-protocols and user properties work as in every Jakarta endpoint. The subclass
 * declares no {@code @OnOpen}, {@code @OnMessage}, {@code @OnClose} or {@code @OnError} of its own.
 */
public abstract class MessageEndpoint extends SocketEndpoint {

    /** Makes an endpoint; called by the container. */
    protected MessageEndpoint() {}

    /**
     * Takes a new connection before anything is received: the place to set options, keep path parameters and greet. Runs on the
     * container's thread.
     *
     * @param socket open
     * @param session the Jakarta session, for path parameters and user properties; sending is left to the socket
     * @param config the endpoint's configuration
     * @throws Exception to refuse the connection, which then closes with 1011
     */
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) throws Exception {}

    /**
     * Takes a message; see {@link org.sluice.api.ReceivedHandler#onReceived}.
     *
     * @param socket what received it
     * @param message what was received
     * @throws Exception if the application fails; the socket then closes with 1011
     */
    protected abstract void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception;

    /**
     * Takes the end of a connection, after its last message; called once.
     *
     * @param socket what closed
     * @param event how it ended
     * @throws Exception if the application fails; this is logged
     */
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) throws Exception {}

    @Override
    AbstractSocket newSocket(Application application) {
        MessageSocket socket = new MessageSocket(null, application.callbacks());
        applyTo(socket.control(), application.settings());
        socket.control().compression(true);
        socket.control().maxMessageSize(application.settings().maxMessageSize());
        socket.control().whenFull(application.settings().whenFull());
        socket.onReceived(this::onMessage);
        socket.onClosed((closed, event) -> onClosed(socket, event));
        return socket;
    }

    @Override
    void configure(AbstractSocket socket, Session session, EndpointConfig config) throws Exception {
        onOpen((MessageSocket) socket, session, config);
    }

    @Override
    void begin(AbstractSocket socket, Session session) {}
}
