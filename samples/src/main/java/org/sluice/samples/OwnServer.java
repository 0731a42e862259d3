package org.sluice.samples;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.List;
import org.sluice.server.launcher.EmbeddedServer;

/** A server of one's own: endpoints of each kind, without a container. Argument: the port. Ends with its input. */
public final class OwnServer {

    private OwnServer() {}

    /**
     * Runs the sample.
     *
     * @param args the port
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        try (EmbeddedServer server = start(Integer.parseInt(args[0]))) {
            System.out.println("listening on " + server.uri() + "; Enter stops");
            int unused = System.in.read();
        }
    }

    static EmbeddedServer start(int port) throws IOException, DeploymentException {
        return EmbeddedServer.builder()
                .port(port)
                .endpoints(
                        List.of(ShoutEndpoint.class, LineCountEndpoint.class, PlainEndpoint.class, OrderEndpoint.class))
                .start();
    }
}
