package org.sluice.core;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.sluice.core.portable.OpenLiberty;

/**
 * A programmatic endpoint that calls the handlers of one of ours, for containers that do not find them by their annotations. What the
 * handlers do is left to {@link SocketEndpoint}. One for each connection, made by the configurator that {@link SocketEndpoints} gives.
 * Applications never name it; it is public because containers scan it, and call it by reflection.
 */
public final class DrivenEndpoint extends Endpoint {

    private final SocketEndpoint application;
    private final Consumer<Session> release;

    /** Of an object that the application or the container made. */
    DrivenEndpoint(SocketEndpoint application) {
        this(application, session -> OpenLiberty.release(session, application));
    }

    /** The release comes with the end of the session. */
    DrivenEndpoint(SocketEndpoint application, Consumer<Session> release) {
        this.application = application;
        this.release = release;
    }

    /** The handlers come first, so that nothing which the application sends can be answered before they are there. */
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (part, last) -> application.containerText(part, last, session));
        session.addMessageHandler(ByteBuffer.class, (part, last) -> application.containerBinary(part, last, session));
        session.addMessageHandler(PongMessage.class, pong -> application.containerPong(pong, session));
        application.containerOpened(session, config);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        try {
            application.containerClosed(session, reason);
        } finally {
            release.accept(session);
        }
    }

    @Override
    public void onError(Session session, Throwable error) {
        application.containerFailed(session, error);
    }
}
