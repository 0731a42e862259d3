package org.sluice.benchmarks.peers.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.PathHandler;
import io.undertow.websockets.client.WebSocketClient;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;
import org.sluice.benchmarks.link.Tls;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * Undertow with its core API: receive listeners, the defaults of its builder, its own client. No TLS: with 1.3 the handshake of its client
 * never ended (2.4.4), with 1.2 a download made it read in a loop without getting on.
 */
public final class UndertowEnds implements Ends {

    private static final int BACKLOG = 1024;
    /** What the server's builder takes by itself: 16 KiB, direct. */
    private static final int BUFFER = 16 * 1024;

    private static final long SECONDS_TO_CONNECT = 10;

    private static final OptionMap OPTIONS = OptionMap.create(Options.TCP_NODELAY, true);

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        if (tls != null) {
            throw new UnsupportedOperationException("Undertow's client does not get along with TLS");
        }
        Services services = new Services();
        PathHandler paths = Handlers.path();
        for (Service service : Service.values()) {
            paths.addExactPath(service.path(), Handlers.websocket((exchange, channel) -> {
                UndertowLink link = new UndertowLink(channel);
                UndertowListener.listen(channel, service, services.open(service, link));
            }));
        }
        Undertow.Builder builder = Undertow.builder()
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, -1)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setHandler(paths);
        Undertow server = builder.addHttpListener(0, "127.0.0.1").build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return Server.of(address.getPort(), server::stop);
    }

    @Override
    public Client client(URI server) throws Exception {
        XnioWorker worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.TCP_NODELAY, true)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap());
        ByteBufferPool pool = new DefaultByteBufferPool(true, BUFFER);
        return new UndertowClient(server, worker, pool);
    }

    private record UndertowClient(URI server, XnioWorker worker, ByteBufferPool pool) implements Client {
        @Override
        public Link connect(Service service, Receiver receiver) throws IOException {
            WebSocketClient.ConnectionBuilder builder =
                    WebSocketClient.connectionBuilder(worker, pool, server.resolve(service.path()));
            builder.setOptionMap(OPTIONS);
            IoFuture<WebSocketChannel> connect = builder.connect();
            if (connect.await(SECONDS_TO_CONNECT, TimeUnit.SECONDS) == IoFuture.Status.WAITING) {
                connect.cancel();
                throw new IOException("no connection within " + SECONDS_TO_CONNECT + " s");
            }
            WebSocketChannel channel = connect.get();
            UndertowListener.listen(channel, service, receiver);
            return new UndertowLink(channel);
        }

        @Override
        public void close() {
            worker.shutdown();
            pool.close();
        }
    }
}
