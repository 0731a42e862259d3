package org.sluice.grizzly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.sluice.core.common.VirtualThreads;
import org.sluice.core.config.Origins;

/**
 * Everything a {@link GrizzlyServer} is told before it starts. Immutable; made by {@link #builder()}.
 */
public final class GrizzlyServerOptions {

    /** Loopback: a server is reached from other machines only where somebody said so. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** Ephemeral: the system picks a free port, so two servers never meet by accident. */
    public static final int DEFAULT_PORT = 0;

    /**
     * The limit where threads are not virtual. A handler that blocks holds a worker, and a few workers (twice the processors, in stock
     * Tyrus) are soon all held; 256 keep a server of blocking handlers alive, and are made only when needed.
     */
    public static final int DEFAULT_WORKER_THREADS = 256;

    /** What {@link #workerThreads()} says where any number of virtual threads may run endpoints. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Long enough for a slow handshake, short enough that silent connections do not pile up. */
    public static final Duration DEFAULT_HTTP_IDLE_TIMEOUT = Duration.ofSeconds(30);

    /** Some round trips on a bad line; a peer that does not answer must not hold up a shutdown for longer. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String host;
    private final int port;
    private final int workerThreads;
    private final boolean virtualThreads;
    private final Duration httpIdleTimeout;
    private final Duration closeTimeout;
    private final List<WebSocketApplication> applications;
    private final Optional<String> page;
    private final Map<String, String> scripts;
    private final Origins origins;
    private final Optional<SSLContext> tls;
    private final boolean clientCertificates;

    private GrizzlyServerOptions(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.virtualThreads = builder.virtualThreads;
        this.workerThreads = builder.workerThreads.orElse(virtualThreads ? NO_LIMIT : DEFAULT_WORKER_THREADS);
        this.httpIdleTimeout = builder.httpIdleTimeout;
        this.closeTimeout = builder.closeTimeout;
        this.applications = List.copyOf(builder.applications);
        this.page = builder.page;
        this.scripts = Map.copyOf(builder.scripts);
        this.origins = builder.origins;
        this.tls = builder.tls;
        this.clientCertificates = builder.clientCertificates;
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where to listen.
     *
     * @return a host name or an address literal
     */
    public String host() {
        return host;
    }

    /**
     * The port asked for.
     *
     * @return 0 to 65535, 0 for one that the system picks
     */
    public int port() {
        return port;
    }

    /**
     * How many threads may run endpoints at the same time.
     *
     * @return at least 1, or {@link #NO_LIMIT}
     */
    public int workerThreads() {
        return workerThreads;
    }

    /**
     * Whether the threads that run HTTP, upgrades and ordinary endpoints are virtual.
     *
     * @return false on Java before 21
     */
    public boolean virtualThreads() {
        return virtualThreads;
    }

    /**
     * How long a connection may be silent before it is a WebSocket; an open WebSocket is never cut for being idle.
     *
     * @return whole seconds, at least one
     */
    public Duration httpIdleTimeout() {
        return httpIdleTimeout;
    }

    /**
     * How long {@link GrizzlyServer#close()} waits for the peers, and a peer may take over its part of a close. A socket of ours that closes
     * by itself has a timeout of its own.
     *
     * @return zero or more
     */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /**
     * What is served.
     *
     * @return at least one application, with distinct context paths; unmodifiable
     */
    public List<WebSocketApplication> applications() {
        return applications;
    }

    /**
     * What a browser sees at the root.
     *
     * @return an HTML document, or empty for none
     */
    public Optional<String> page() {
        return page;
    }

    /**
     * What the page loads.
     *
     * @return scripts by their paths; unmodifiable
     */
    public Map<String, String> scripts() {
        return scripts;
    }

    /**
     * With which certificates and trust the server encrypts.
     *
     * @return empty for plain connections
     */
    public Optional<SSLContext> tls() {
        return tls;
    }

    /**
     * Whether a client has to show a certificate that the server trusts.
     *
     * @return false unless it was asked for
     */
    public boolean clientCertificates() {
        return clientCertificates;
    }

    /** Whose web pages may connect. */
    Origins origins() {
        return origins;
    }

    /** Collects options; for one thread. */
    public static final class Builder {

        private String host = DEFAULT_HOST;
        private int port = DEFAULT_PORT;
        private OptionalInt workerThreads = OptionalInt.empty();
        private boolean virtualThreads = VirtualThreads.areForAll();
        private Duration httpIdleTimeout = DEFAULT_HTTP_IDLE_TIMEOUT;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private final List<WebSocketApplication> applications = new ArrayList<>();
        private Optional<String> page = Optional.empty();
        private final Map<String, String> scripts = new HashMap<>();
        private Origins origins = Origins.same();
        private Optional<SSLContext> tls = Optional.empty();
        private boolean clientCertificates;

        private Builder() {}

        /**
         * Sets where to listen; only this host is bound.
         *
         * @param value a host name or an address literal, IPv6 with or without brackets; {@code "0.0.0.0"} or {@code "::"} for
         *     every interface
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder host(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("host must not be blank");
            }
            boolean bracketed = value.startsWith("[") && value.endsWith("]");
            host = bracketed ? value.substring(1, value.length() - 1) : value;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param value 0 to 65535, 0 for one that the system picks
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder port(int value) {
            port = inRange("port", value, 0, 65535);
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
            workerThreads = OptionalInt.of(inRange("workerThreads", value, 1, Short.MAX_VALUE));
            return this;
        }

        /**
         * Sets whether the threads that run HTTP, upgrades and ordinary endpoints are virtual, so that any number of handlers may block. On Java 21 to
         * 23 a virtual thread that waits in a {@code synchronized} block keeps one of as many carriers as there are processors (JEP 491): a few
         * endpoints that send to stalled peers in such a block stop all that is virtual in the program. The engine and Tyrus run no handler and wait
         * for no send in one; so there it is for programs whose own endpoints do not either.
         *
         * @param value true by default from Java 24 on
         * @return this
         * @throws IllegalArgumentException if they are asked for on Java before 21
         */
        public Builder virtualThreads(boolean value) {
            if (value && !VirtualThreads.areThere()) {
                throw new IllegalArgumentException("virtualThreads needs Java " + VirtualThreads.FIRST_JAVA
                        + " or later, but this is Java " + Runtime.version().feature());
            }
            virtualThreads = value;
            return this;
        }

        /**
         * Sets how long a connection may be silent before it is a WebSocket.
         *
         * @param value one second to one day; parts of a second are dropped
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder httpIdleTimeout(Duration value) {
            httpIdleTimeout = Duration.ofSeconds(inRange("httpIdleTimeout", value.toSeconds(), 1, 86_400));
            return this;
        }

        /**
         * Sets how long a shutdown waits for the peers, and a peer may take over its part of a close.
         *
         * @param value zero to one day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder closeTimeout(Duration value) {
            closeTimeout = Duration.ofMillis(inRange("closeTimeout", value.toMillis(), 0, 86_400_000));
            return this;
        }

        /**
         * Adds an application.
         *
         * @param application the application
         * @return this
         * @throws IllegalArgumentException if one with the same context path is there already
         */
        public Builder application(WebSocketApplication application) {
            String path = application.contextPath();
            if (applications.stream().anyMatch(other -> other.contextPath().equals(path))) {
                throw new IllegalArgumentException("two applications have the context path " + path);
            }
            applications.add(application);
            return this;
        }

        /**
         * Sets what a browser sees at the root; otherwise it is told that only WebSocket is spoken here.
         *
         * @param html a document that carries its own style, and its own script or one that is added here
         * @return this
         */
        public Builder page(String html) {
            page = Optional.of(html);
            return this;
        }

        /**
         * Adds a script that pages may load.
         *
         * @param path where it is, from the root: begins with a slash, and has more than that
         * @param source ECMAScript
         * @return this
         * @throws IllegalArgumentException if the path is none
         */
        public Builder script(String path, String source) {
            if (!path.startsWith("/") || path.length() == 1) {
                throw new IllegalArgumentException("path must begin with a slash and name a script, but is " + path);
            }
            scripts.put(path, Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * Sets whose web pages may connect, besides those of the server's own host and port; handshakes of others get 403. Clients
         * that are no browsers send no origin and are always taken.
         *
         * @param values such as {@code https://app.example.com}; {@code null} for pages without an origin, {@code *} for all
         * @return this
         * @throws IllegalArgumentException if one is no origin; the message says which
         */
        public Builder allowedOrigins(Collection<String> values) {
            origins = Origins.of(values);
            return this;
        }

        /**
         * Encrypts all connections, so that clients come with {@code wss} and {@code https} only.
         *
         * @param context has the server's certificate and key, and what it trusts of clients
         * @return this
         */
        public Builder tls(SSLContext context) {
            tls = Optional.of(context);
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
            clientCertificates = needed;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalStateException if no application was added
         */
        public GrizzlyServerOptions build() {
            if (applications.isEmpty()) {
                throw new IllegalStateException("a server needs at least one application");
            }
            return new GrizzlyServerOptions(this);
        }

        private static int inRange(String name, long value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", but is " + value);
            }
            return (int) value;
        }
    }
}
