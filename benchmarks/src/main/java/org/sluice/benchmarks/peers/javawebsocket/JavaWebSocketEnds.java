package org.sluice.benchmarks.peers.javawebsocket;

import java.io.IOException;
import java.net.URI;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Tls;

/**
 * Java-WebSocket with its own server and client: TCP_NODELAY, which is off by default and has a page in its wiki; its check for lost connections is
 * off, since no other peer pings here.
 */
public final class JavaWebSocketEnds implements Ends {

    private static final int NO_CHECK = 0;
    private static final int BACKLOG = 1024;

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        JavaWebSocketServer server = new JavaWebSocketServer();
        server.setTcpNoDelay(true);
        server.setMaxPendingConnections(BACKLOG);
        server.setConnectionLostTimeout(NO_CHECK);
        if (tls != null) {
            server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls.context()));
        }
        server.start();
        server.awaitStart();
        return Server.of(server.getPort(), server::stop);
    }

    @Override
    public Client client(URI server) {
        return new Client() {
            @Override
            public Link connect(Service service, Receiver receiver) throws IOException, InterruptedException {
                JavaWebSocketClient client = new JavaWebSocketClient(server.resolve(service.path()), receiver);
                client.setTcpNoDelay(true);
                client.setConnectionLostTimeout(NO_CHECK);
                if (!client.connectBlocking()) {
                    throw new IOException("no connection to " + server);
                }
                return new JavaWebSocketLink(client);
            }

            @Override
            public void close() {}
        };
    }
}
