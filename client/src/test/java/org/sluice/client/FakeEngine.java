package org.sluice.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sluice.core.spi.ClientEngine;

/** An engine whose containers do what a test says; it records the timeouts it was asked for. */
final class FakeEngine implements ClientEngine {

    final List<Duration> timeouts = new CopyOnWriteArrayList<>();

    private final Container container;

    /** What connecting does. */
    interface Container {
        Session connect(Endpoint endpoint, ClientEndpointConfig config, URI uri)
                throws DeploymentException, IOException;
    }

    FakeEngine(Container container) {
        this.container = container;
    }

    /** Opens the session at once, as a container does. */
    static FakeEngine opening(RecordingSession session) {
        return new FakeEngine((endpoint, config, uri) -> session.open(endpoint, config));
    }

    @Override
    public WebSocketContainer newContainer(Duration handshakeTimeout) {
        timeouts.add(handshakeTimeout);
        return (WebSocketContainer) Proxy.newProxyInstance(
                FakeEngine.class.getClassLoader(),
                new Class<?>[] {WebSocketContainer.class},
                (proxy, method, given) -> {
                    Object[] arguments = Objects.requireNonNull(given, method.getName());
                    return container.connect(
                            (Endpoint) arguments[0], (ClientEndpointConfig) arguments[1], (URI) arguments[2]);
                });
    }

    @Override
    public Optional<HandshakeAnswer> answerIn(Throwable failure) {
        return failure instanceof Refusal refusal
                ? Optional.of(new HandshakeAnswer(refusal.httpStatus, "as the test says"))
                : Optional.empty();
    }

    /** A server's answer that is not the upgrade. */
    static final class Refusal extends DeploymentException {

        private static final long serialVersionUID = 1;

        private final int httpStatus;

        Refusal(int httpStatus) {
            super("refused with " + httpStatus);
            this.httpStatus = httpStatus;
        }
    }
}
