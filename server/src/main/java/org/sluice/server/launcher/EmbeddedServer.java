package org.sluice.server.launcher;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sluice.grizzly.GrizzlyServer;
import org.sluice.grizzly.GrizzlyServerOptions;
import org.sluice.grizzly.WebSocketApplication;

/**
 * Serves annotated endpoints and WARs in this program, without a container. Each WAR lives at a context path of its file's name
 * ({@code chat.war} at {@code /chat}, {@code ROOT.war} at {@code /}) and sees, besides itself, only the platform,
 * {@code jakarta.*}, the engine, and those parts of Sluice that it does not bring along. Only WebSocket is served: no servlets
 * and no pages of WARs. Of a {@code web.xml} the context parameters are read.
 *
 * <p>It runs from {@link Builder#start()} to {@link #close()}; both may be called by any thread. It does not keep the program
 * alive by itself.
 */
public final class EmbeddedServer implements AutoCloseable {

    private final GrizzlyServer server;
    private final Deque<War> wars;
    private final Lifecycles applications;

    private EmbeddedServer(GrizzlyServer server, Deque<War> wars, Lifecycles applications) {
        this.server = server;
        this.wars = wars;
        this.applications = applications;
    }

    /**
     * Starts from the defaults: loopback, an ephemeral port, nothing to serve.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where it listens.
     *
     * @return the bound address, with the real port
     */
    public InetSocketAddress address() {
        return server.address();
    }

    /**
     * The address of the root.
     *
     * @return {@code ws://host:port/}
     */
    public URI uri() {
        return server.uri("/");
    }

    /**
     * The address of an application.
     *
     * @param contextPath its context path, such as {@code "/chat"}
     * @return {@code ws://host:port/chat/}
     */
    public URI uri(String contextPath) {
        return server.uri(contextPath);
    }

    /**
     * What an application sees, for tests that look into it.
     *
     * @param contextPath its context path, such as {@code "/chat"}
     * @return the class loader of the WAR there
     * @throws IllegalArgumentException if no WAR is there
     */
    public ClassLoader classLoader(String contextPath) {
        return wars.stream()
                .map(War::application)
                .filter(application -> application.contextPath().equals(contextPath))
                .map(WebSocketApplication::classLoader)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("contextPath " + contextPath + " has no WAR"));
    }

    /**
     * Stops: 1001 (going away) to every open WebSocket, a bounded wait for the peers, and then no thread, port or temporary file
     * is left. Does nothing when repeated.
     *
     * @throws UncheckedIOException if a temporary file cannot be deleted; all else is stopped by then
     */
    @Override
    public synchronized void close() {
        server.close();
        applications.stop();
        try {
            closeAll(wars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAll(Deque<War> wars) throws IOException {
        IOException failure = null;
        for (War war = wars.pollFirst(); war != null; war = wars.pollFirst()) {
            failure = close(war, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException close(War war, @Nullable IOException before) {
        try {
            war.close();
            return before;
        } catch (IOException e) {
            if (before != null) {
                e.addSuppressed(before);
            }
            return e;
        }
    }

    /** Collects what to serve, and where; for one thread. */
    public static final class Builder {

        private final GrizzlyServerOptions.Builder options = GrizzlyServerOptions.builder();
        private final Set<Class<?>> endpoints = new LinkedHashSet<>();
        private final List<Path> files = new ArrayList<>();
        private boolean originsGiven;

        private Builder() {}

        /**
         * Sets where to listen.
         *
         * @param value a host name or an address literal; {@value GrizzlyServerOptions#DEFAULT_HOST} by default
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder host(String value) {
            options.host(value);
            return this;
        }

        /**
         * Sets the port.
         *
         * @param value 0 to 65535; 0, the default, for one that the system picks
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder port(int value) {
            options.port(value);
            return this;
        }

        /**
         * Sets how many threads may run endpoints at the same time.
         *
         * @param value 1 to 32767; by default there is no limit where they are {@linkplain #virtualThreads virtual}, and
         *     {@value GrizzlyServerOptions#DEFAULT_WORKER_THREADS} elsewhere
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder workerThreads(int value) {
            options.workerThreads(value);
            return this;
        }

        /**
         * Sets whether the threads that run ordinary endpoints are virtual.
         *
         * @param value true by default from Java 24 on; possible from Java 21 on, where no endpoint waits in a {@code synchronized} block: see
         *     {@link GrizzlyServerOptions.Builder#virtualThreads}
         * @return this
         * @throws IllegalArgumentException if they are asked for on Java before 21
         */
        public Builder virtualThreads(boolean value) {
            options.virtualThreads(value);
            return this;
        }

        /**
         * Encrypts all connections, so that clients come with {@code wss} and {@code https} only.
         *
         * @param context has the server's certificate and key, and what it trusts of clients
         * @return this
         */
        public Builder tls(SSLContext context) {
            options.tls(context);
            return this;
        }

        /**
         * Sets whether a client has to show a certificate that the context of {@link #tls} trusts; without one the handshake of TLS fails.
         * Its subject is then the {@link jakarta.websocket.Session#getUserPrincipal() principal} of the session.
         *
         * @param needed false by default; of no effect without encryption
         * @return this
         */
        public Builder clientCertificates(boolean needed) {
            options.clientCertificates(needed);
            return this;
        }

        /**
         * Sets whose web pages may connect, besides those of the server's own host and port; handshakes of others get 403. Unless this
         * is called, the system property {@code sluice.allowed-origins}, the environment variable {@code SLUICE_ALLOWED_ORIGINS} or the
         * context parameter of a WAR that is served alone says it, and otherwise nobody else may.
         *
         * @param values such as {@code https://app.example.com}; {@code null} for pages without an origin, {@code *} for all
         * @return this
         * @throws IllegalArgumentException if one is no origin; the message says which
         */
        public Builder allowedOrigins(Collection<String> values) {
            options.allowedOrigins(values);
            originsGiven = true;
            return this;
        }

        /**
         * Adds endpoints at the root.
         *
         * @param classes classes annotated with {@code @ServerEndpoint}
         * @return this
         */
        public Builder endpoints(Collection<Class<?>> classes) {
            endpoints.addAll(classes);
            return this;
        }

        /**
         * Sets what a browser sees at the root.
         *
         * @param html a document that carries its own style, and its own script or one that is added here
         * @return this
         */
        public Builder page(String html) {
            options.page(html);
            return this;
        }

        /**
         * Adds a script that pages may load, such as {@link org.sluice.server.ServerEndpoints#module()}.
         *
         * @param path where it is, from the root: begins with a slash, and has more than that
         * @param source ECMAScript
         * @return this
         * @throws IllegalArgumentException if the path is none
         */
        public Builder script(String path, String source) {
            options.script(path, source);
            return this;
        }

        /**
         * Adds a WAR.
         *
         * @param file an archive, or a folder with {@code WEB-INF} in it
         * @return this
         */
        public Builder war(Path file) {
            files.add(file);
            return this;
        }

        /**
         * Opens the WARs, deploys and listens. When this returns, clients can connect.
         *
         * @return the running server
         * @throws WarException if a WAR cannot be served; the message says what to do
         * @throws IOException if the address cannot be listened on; the message names host and port
         * @throws DeploymentException if an endpoint is not valid, or two have the same path
         * @throws IllegalArgumentException if an endpoint class is not annotated, or a system property, environment variable or
         *     context parameter is a wrong setting; the message names it
         * @throws IllegalStateException if there is nothing to serve
         */
        public EmbeddedServer start() throws IOException, DeploymentException {
            Deque<War> wars = new ArrayDeque<>();
            Lifecycles applications = new Lifecycles();
            boolean started = false;
            try {
                openAll(wars);
                if (!originsGiven) {
                    options.allowedOrigins(WarOrigins.of(wars, endpoints.isEmpty() && wars.size() == 1));
                }
                GrizzlyServerOptions built = options.build();
                startAll(wars, applications);
                EmbeddedServer server = new EmbeddedServer(GrizzlyServer.start(built), wars, applications);
                started = true;
                return server;
            } finally {
                if (!started) {
                    applications.stop();
                    closeAll(wars);
                }
            }
        }

        private void startAll(Deque<War> wars, Lifecycles applications) {
            endpoints.stream().map(Class::getClassLoader).distinct().forEach(applications::startOwn);
            wars.forEach(war -> applications.startWar(war.loader(), war.contextParameters()));
        }

        private void openAll(Deque<War> wars) throws IOException {
            Set<String> taken = new LinkedHashSet<>();
            if (!endpoints.isEmpty()) {
                taken.add("/");
                options.application(new WebSocketApplication("/", endpoints, Set.of(), null));
            }
            for (Path file : files) {
                War war = War.open(file);
                wars.addLast(war);
                String path = war.application().contextPath();
                if (!taken.add(path)) {
                    throw new WarException(file, "the context path " + path + " is taken; rename the file", null);
                }
                options.application(war.application());
            }
        }
    }
}
