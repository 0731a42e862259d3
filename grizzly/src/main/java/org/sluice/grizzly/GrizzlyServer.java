package org.sluice.grizzly;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.sluice.grizzly.selector.SelectorThreads;

/**
 * A WebSocket server for Jakarta endpoints, annotated or programmatic, without a container around it. It runs from
 * {@link #start} to {@link #close}; both may be called by any thread. All its threads are daemons and their names begin with
 * {@code sluice-server-}, so it does not keep a program alive by itself.
 *
 * <p>A handshake of a foreign web page gets 403, one for an unknown path 404, plain HTTP the page or 426, and what is not HTTP is hung up on. An open WebSocket is
 * never closed for being idle, unless its session asks for it.
 */
public final class GrizzlyServer implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int BACKLOG = 1024;

    private final GrizzlyServerOptions options;
    private final ServerThreads threads = new ServerThreads("sluice-server-" + COUNT.incrementAndGet());
    private final ServerWorkers workers;
    private final ServerConnections connections;
    private final EndpointContainer container;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;

    private GrizzlyServer(GrizzlyServerOptions options) {
        this.options = options;
        workers = new ServerWorkers(options, threads);
        connections = new ServerConnections(workers.handlers(), options.closeTimeout());
        container = new EndpointContainer(options, connections, threads.named("timer"));
        listener = new NetworkListener("sluice", options.host(), options.port());
    }

    /**
     * Deploys the endpoints and listens. When this returns, clients can connect.
     *
     * @param options what to serve, and where
     * @return the running server
     * @throws IOException if the address cannot be listened on, for example a {@link BindException} if another program has the
     *     port; the message names host and port
     * @throws DeploymentException if an endpoint is not valid, or two have the same path
     */
    public static GrizzlyServer start(GrizzlyServerOptions options) throws IOException, DeploymentException {
        GrizzlyServer server = new GrizzlyServer(options);
        boolean started = false;
        try {
            server.container.deploy(options.applications());
            server.listen();
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /**
     * Where the server listens.
     *
     * @return the bound address, with the real port
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getHost(), listener.getPort());
    }

    /**
     * The address of the first application.
     *
     * @return {@code ws://host:port/}, or {@code wss}, followed by the context path and a slash
     */
    public URI uri() {
        return uri(options.applications().get(0).contextPath());
    }

    /**
     * The address of an application.
     *
     * @param contextPath its context path
     * @return {@code ws://host:port/}, or {@code wss}, followed by the context path and a slash
     */
    public URI uri(String contextPath) {
        String host = listener.getHost();
        String literal = host.indexOf(':') < 0 ? host : '[' + host + ']';
        String path = contextPath.equals("/") ? "/" : contextPath + '/';
        String scheme = options.tls().isPresent() ? "wss://" : "ws://";
        return URI.create(scheme + literal + ':' + listener.getPort() + path);
    }

    /**
     * Stops: no new connections, a close frame with 1001 (going away) to every open WebSocket whatever its endpoint, a wait of
     * at most {@linkplain GrizzlyServerOptions#closeTimeout() the close timeout} for the peers to answer, and then the end of
     * every connection and thread. Endpoints whose handlers ignore an interrupt may run on a little longer. Does nothing when
     * repeated; a second caller waits for the first.
     */
    @Override
    public void close() {
        closing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            listener.getTransport().unbindAll();
            connections.goAway();
            http.shutdownNow();
            workers.shutdown();
            container.stop();
            threads.join(options.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
            workers.interrupt();
        } finally {
            closing.unlock();
        }
    }

    private void listen() throws IOException {
        InetAddress host = resolve();
        listener.setTransport(transport());
        listener.getKeepAlive()
                .setIdleTimeoutInSeconds((int) options.httpIdleTimeout().toSeconds());
        options.tls().ifPresent(this::encrypt);
        listener.registerAddOn(UpgradeFilter.addOn(container.engine()));
        http.addListener(listener);
        http.getServerConfiguration().setName("sluice-server-http");
        http.getServerConfiguration().addHttpHandler(new NotWebSocketHandler(options), "/");
        try {
            http.start();
        } catch (BindException e) {
            throw (BindException) new BindException(refusal(host, e)).initCause(e);
        } catch (IOException e) {
            throw new IOException(refusal(host, e), e);
        }
    }

    private void encrypt(SSLContext context) {
        listener.setSecure(true);
        // Never both: asking for one would take back that it is needed.
        listener.setSSLEngineConfig(new SSLEngineConfigurator(context, false, options.clientCertificates(), false));
    }

    private InetAddress resolve() throws IOException {
        try {
            return InetAddress.getByName(options.host());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "cannot listen on " + options.host() + ':' + options.port() + ": the host name is unknown", e);
        }
    }

    private String refusal(InetAddress host, IOException cause) {
        return "cannot listen on " + options.host() + ':' + options.port() + " (" + host.getHostAddress() + "): "
                + cause.getMessage();
    }

    private TCPNIOTransport transport() {
        int selectors = Runtime.getRuntime().availableProcessors();
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
                .setIOStrategy(new WireStrategy())
                .setServerConnectionBackLog(BACKLOG)
                .setTcpNoDelay(true)
                // On Windows this option would let two programs share a port; elsewhere it only spares the wait after a
                // stop.
                .setReuseAddress(!System.getProperty("os.name", "").startsWith("Windows"))
                .build();
        transport.setSelectorRunnersCount(selectors);
        transport.setWorkerThreadPool(workers.http());
        transport.setKernelThreadPool(new SelectorThreads(threads.named("selector"), threads.named("watch")));
        return transport;
    }
}
