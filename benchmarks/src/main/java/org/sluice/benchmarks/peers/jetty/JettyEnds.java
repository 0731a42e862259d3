package org.sluice.benchmarks.peers.jetty;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Configurable;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;
import org.sluice.benchmarks.link.Tls;

/**
 * Jetty with its own API: {@link WebSocketUpgradeHandler} without servlets, {@link WebSocketClient}, listeners that demand
 * by themselves and complete callbacks. The buffers for reads and writes are those of the largest write instead of 4 KiB, which helps
 * Jetty with streams; there is no idle timeout.
 */
public final class JettyEnds implements Ends {

    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 1024;

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        var server = new org.eclipse.jetty.server.Server();
        ServerConnector connector = tls == null ? new ServerConnector(server) : new ServerConnector(server, keys(tls));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        Services services = new Services();
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> map(container, services)));
        server.start();
        return Server.of(connector.getLocalPort(), server::stop);
    }

    private static void map(ServerWebSocketContainer container, Services services) {
        configure(container);
        for (Service service : Service.values()) {
            container.addMapping(
                    service.path(),
                    (request, response, callback) -> JettyEndpoint.of(service, link -> services.open(service, link)));
        }
    }

    private static void configure(Configurable container) {
        container.setIdleTimeout(Duration.ZERO);
        container.setInputBufferSize(BUFFER);
        container.setOutputBufferSize(BUFFER);
    }

    private static SslContextFactory.Server keys(Tls tls) throws Exception {
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setSslContext(tls.context());
        return keys;
    }

    @Override
    public Client client(URI server) throws Exception {
        HttpClient http = new HttpClient();
        if (server.getScheme().equals("wss")) {
            SslContextFactory.Client trust = new SslContextFactory.Client();
            trust.setSslContext(SSLContext.getDefault());
            http.setSslContextFactory(trust);
        }
        WebSocketClient client = new WebSocketClient(http);
        configure(client);
        client.start();
        return new JettyClient(client, server);
    }

    private record JettyClient(WebSocketClient client, URI server) implements Client {
        @Override
        public Link connect(Service service, Receiver receiver) throws IOException, InterruptedException {
            JettyEndpoint endpoint = JettyEndpoint.of(service, link -> receiver);
            try {
                client.connect(endpoint, server.resolve(service.path())).get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
            return endpoint.link();
        }

        @Override
        public void close() throws IOException {
            Server.of(0, client::stop).close();
        }
    }
}
