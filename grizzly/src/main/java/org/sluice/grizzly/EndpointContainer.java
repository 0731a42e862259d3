package org.sluice.grizzly;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.core.monitoring.ApplicationEventListener;
import org.glassfish.tyrus.core.monitoring.EndpointEventListener;
import org.glassfish.tyrus.core.monitoring.MessageEventListener;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** Holds the endpoints of all applications of a server; what a session of theirs returns as its container. */
final class EndpointContainer extends TyrusServerContainer {

    private static final int NO_IDLE_TIMEOUT = -1;

    private final Map<String, Object> properties;
    private final ServerConnections connections;
    private final TyrusWebSocketEngine tyrus;
    private final TrackingEngine engine;

    EndpointContainer(GrizzlyServerOptions options, ServerConnections connections, ThreadFactory timers) {
        super((Set<Class<?>>) null);
        // Tyrus takes a 0 for no limit too, and sets a timer for each session all the same.
        setDefaultMaxSessionIdleTimeout(NO_IDLE_TIMEOUT);
        this.properties = Map.of(TyrusWebSocketEngine.THREAD_FACTORY, timers);
        this.connections = connections;
        tyrus = TyrusWebSocketEngine.builder(this)
                .applicationEventListener(new Sessions(connections))
                .build();
        this.engine = new TrackingEngine(tyrus, connections, options);
    }

    ServerConnections connections() {
        return connections;
    }

    TrackingEngine engine() {
        return engine;
    }

    void deploy(List<WebSocketApplication> applications) throws DeploymentException {
        for (WebSocketApplication application : applications) {
            deploy(application);
        }
        doneDeployment();
    }

    private void deploy(WebSocketApplication application) throws DeploymentException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (application.classLoader() != null) {
            thread.setContextClassLoader(application.classLoader());
        }
        try {
            for (Class<?> endpoint : application.endpointClasses()) {
                tyrus.register(endpoint, application.contextPath());
            }
            for (ServerEndpointConfig config : application.endpointConfigs()) {
                tyrus.register(config, application.contextPath());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void register(Class<?> endpointClass) throws DeploymentException {
        tyrus.register(endpointClass, "/");
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        tyrus.register(config, "/");
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return tyrus;
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    /** Hears from Tyrus which session belongs to the connection being opened. */
    private static final class Sessions implements ApplicationEventListener, EndpointEventListener {

        private final ServerConnections connections;

        private Sessions(ServerConnections connections) {
            this.connections = connections;
        }

        @Override
        public MessageEventListener onSessionOpened(String sessionId) {
            connections.sessionOpened(sessionId);
            return MessageEventListener.NO_OP;
        }

        @Override
        public EndpointEventListener onEndpointRegistered(String endpointPath, Class<?> endpointClass) {
            return this;
        }

        @Override
        public void onApplicationInitialized(String applicationName) {}

        @Override
        public void onApplicationDestroyed() {}

        @Override
        public void onEndpointUnregistered(String endpointPath) {}

        @Override
        public void onSessionClosed(String sessionId) {}

        @Override
        public void onError(String sessionId, Throwable cause) {}
    }
}
