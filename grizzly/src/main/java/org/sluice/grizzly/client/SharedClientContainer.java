package org.sluice.grizzly.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.jspecify.annotations.Nullable;
import org.sluice.core.spi.ConnectJournal;

/**
 * What Tyrus connects through: all clients of the class loader on one transport. Redirects, challenges and proxies are left to the
 * caller. Public only because Tyrus makes it by reflection, from its name.
 */
@SuppressWarnings("exports") // nobody but Tyrus is meant to use it
public final class SharedClientContainer implements ClientContainer {

    /** Where the container has no timeout of ours. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** For Tyrus. */
    public SharedClientContainer() {}

    @Override
    public void openClientSocket(
            @Nullable ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException, IOException {
        ClientConnections connections = ClientConnections.in(properties)
                .orElseGet(() -> new ClientConnections(ConnectSettings.within(TIMEOUT), new ConnectJournal()));
        SSLContext tls = config == null ? null : config.getSSLContext();
        Attempt attempt = new Attempt(engine, tls, connections);
        try {
            connections.run(attempt);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException("The connect cannot be made: " + e.getMessage(), e);
        } catch (Error e) {
            // Tyrus tells its caller of exceptions only, who would wait for ever.
            throw new DeploymentException("The connect failed: " + e, e);
        }
    }
}
