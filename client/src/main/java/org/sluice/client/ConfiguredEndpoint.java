package org.sluice.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Drives an annotated client endpoint where the connect has options of its own: the annotation is the same for all connections, and
 * only a programmatic endpoint takes a configuration for one.
 */
final class ConfiguredEndpoint extends Endpoint {

    private final ClientSocketEndpoint target;
    private final ContainerAttempt attempt;

    ConfiguredEndpoint(ClientSocketEndpoint target, ContainerAttempt attempt) {
        this.target = target;
        this.attempt = attempt;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        try {
            if (!attempt.accepts(session)) {
                return;
            }
            MessageHandler.Partial<String> text = (part, last) -> target.containerText(part, last, session);
            MessageHandler.Partial<ByteBuffer> binary = (part, last) -> target.containerBinary(part, last, session);
            MessageHandler.Whole<PongMessage> pong = answer -> target.containerPong(answer, session);
            session.addMessageHandler(String.class, text);
            session.addMessageHandler(ByteBuffer.class, binary);
            session.addMessageHandler(PongMessage.class, pong);
            target.containerOpened(session);
        } catch (IOException e) {
            attempt.failed(e);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        target.containerClosed(session, reason);
    }

    @Override
    public void onError(Session session, Throwable error) {
        target.containerFailed(session, error);
    }
}
