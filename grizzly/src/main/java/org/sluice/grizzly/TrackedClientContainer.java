package org.sluice.grizzly;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.container.grizzly.client.GrizzlyClientContainer;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/**
 * Tyrus's Grizzly client with its connections counted. Public only because Tyrus makes it by reflection, from its name.
 */
@SuppressWarnings("exports") // nobody but Tyrus is meant to use it
public final class TrackedClientContainer implements ClientContainer {

    private final ClientContainer grizzly = new GrizzlyClientContainer();

    /** For Tyrus. */
    public TrackedClientContainer() {}

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException, IOException {
        grizzly.openClientSocket(config, properties, new Tracked(engine, ClientConnections.in(properties)));
    }

    private static final class Tracked implements ClientEngine {

        private final ClientEngine engine;
        private final ClientConnections connections;

        private Tracked(ClientEngine engine, ClientConnections connections) {
            this.engine = engine;
            this.connections = connections;
        }

        @Override
        public UpgradeRequest createUpgradeRequest(TimeoutHandler timeoutHandler) {
            UpgradeRequest request = engine.createUpgradeRequest(timeoutHandler);
            connections.handshaking(timeoutHandler);
            return request;
        }

        @Override
        public ClientUpgradeInfo processResponse(
                UpgradeResponse response, Writer writer, Connection.CloseListener closeListener) {
            ClientWriter tracked = new ClientWriter(writer, connections);
            ClientUpgradeInfo info = engine.processResponse(response, tracked.frames, closeListener);
            return info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS ? new Upgraded(info, tracked) : info;
        }

        @Override
        public void processError(Throwable failure) {
            engine.processError(failure);
        }
    }

    private record Upgraded(ClientEngine.ClientUpgradeInfo info, ClientWriter writer)
            implements ClientEngine.ClientUpgradeInfo {

        @Override
        public ClientEngine.ClientUpgradeStatus getUpgradeStatus() {
            return info.getUpgradeStatus();
        }

        @Override
        public Connection createConnection() {
            return new Opened(info.createConnection(), writer);
        }
    }

    private record Opened(Connection engine, ClientWriter writer) implements Connection {

        @Override
        public ReadHandler getReadHandler() {
            return engine.getReadHandler();
        }

        @Override
        public Writer getWriter() {
            return engine.getWriter();
        }

        @Override
        public CloseListener getCloseListener() {
            return engine.getCloseListener();
        }

        @Override
        public void close(CloseReason reason) {
            writer.ended();
            engine.close(reason);
        }
    }

    /** The engine's writer closes at once and takes its transport along, so there is nothing to wait for. */
    private static final class ClientWriter implements TrackedWriter.Finish {

        private final Writer engine;
        private final ClientConnections connections;
        private final TrackedWriter frames;

        private ClientWriter(Writer engine, ClientConnections connections) {
            this.engine = engine;
            this.connections = connections;
            this.frames = new TrackedWriter(engine, this);
            connections.opened(frames);
        }

        @Override
        public void closing() throws IOException {
            engine.close();
            ended();
        }

        @Override
        public void flushed() {}

        private void ended() {
            connections.closed(frames);
            frames.ended(new IOException("the connection is closed"));
        }
    }
}
