package org.sluice.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.peers.javawebsocket.JavaWebSocketEnds;
import org.sluice.benchmarks.peers.jdk.JdkEnds;
import org.sluice.benchmarks.peers.jetty.JettyEnds;
import org.sluice.benchmarks.peers.netty.NettyEnds;
import org.sluice.benchmarks.peers.okhttp.OkHttpEnds;
import org.sluice.benchmarks.peers.sluice.SluiceEndpoints;
import org.sluice.benchmarks.peers.sluice.SluiceEnds;
import org.sluice.benchmarks.peers.tcp.TcpEnds;
import org.sluice.benchmarks.peers.tomcat.TomcatEnds;
import org.sluice.benchmarks.peers.tyrus.TyrusEnds;
import org.sluice.benchmarks.peers.undertow.UndertowEnds;
import org.sluice.benchmarks.work.Workload;

/** Who takes part. Knows what a peer cannot do; how it is set up is left to its {@link Ends}. */
public enum Peer {
    /** Ourselves. */
    SLUICE("Sluice", "sluice-core"),
    /** Neither frames nor masks. */
    TCP("raw TCP", ""),
    /** The same, with streams in the size that suits loopback: what is left to gain for one that copies each byte once. */
    TCP_SEGMENTS("raw TCP in segments", ""),
    /** The engine that we stand on. */
    TYRUS("Tyrus", "tyrus-core"),
    /** Without servlets. */
    JETTY("Jetty", "jetty-websocket-jetty-api"),
    /** Embedded. */
    TOMCAT("Tomcat", "tomcat-embed-websocket"),
    /** Without servlets. */
    UNDERTOW("Undertow", "undertow-core"),
    /** NIO transport. */
    NETTY("Netty", "netty-codec-http"),
    /** The library of that name. */
    JAVA_WEBSOCKET("Java-WebSocket", "Java-WebSocket"),
    /** Client only. */
    JDK("JDK client, Netty server", ""),
    /** Client only. */
    OKHTTP("OkHttp client, Netty server", "okhttp-jvm"),
    /** Our endpoints on Tomcat, for what the portable port costs there. */
    SLUICE_ON_TOMCAT("Sluice on Tomcat", "sluice-core"),
    /** Our endpoints on Tyrus's own server, for what the portable port costs there. */
    SLUICE_ON_TYRUS("Sluice on Tyrus", "sluice-core");

    private static final String NO_MESSAGES = "TCP has no messages";
    private static final Map<Peer, Map<Need, String>> MISSING = Map.of(
            TCP,
            Map.of(Need.MESSAGES, NO_MESSAGES, Need.SERVER, NO_MESSAGES),
            TCP_SEGMENTS,
            Map.of(Need.MESSAGES, NO_MESSAGES, Need.SERVER, NO_MESSAGES, Need.TLS, "TLS has records of its own"),
            TYRUS,
            Map.of(Need.TLS, "Tyrus's Server has no TLS"),
            UNDERTOW,
            Map.of(Need.TLS, "its client hangs over TLS"),
            JDK,
            Map.of(Need.SERVER, "the JDK has no server"),
            OKHTTP,
            Map.of(Need.SERVER, "OkHttp has no server"));

    private static final List<String> JAKARTA_OF_TOMCAT = List.of("tomcat-");
    private static final List<String> JAKARTA_OF_TYRUS = List.of("tyrus-", "grizzly-", "jakarta.websocket-");

    private final String title;
    private final String library;

    Peer(String title, String library) {
        this.title = title;
        this.library = library;
    }

    /** The name for options and files, such as {@code java-websocket}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** The name of the jar whose version is that of the peer; empty for the JDK. */
    public String library() {
        return library;
    }

    /** New ends; loads the library, and none of the other peers, which need not be on the class path. */
    public Ends ends() {
        return switch (this) {
            case SLUICE -> new SluiceEnds();
            case TCP -> new TcpEnds(false);
            case TCP_SEGMENTS -> new TcpEnds(true);
            case TYRUS -> new TyrusEnds();
            case JETTY -> new JettyEnds();
            case TOMCAT -> new TomcatEnds();
            case UNDERTOW -> new UndertowEnds();
            case NETTY -> new NettyEnds();
            case JAVA_WEBSOCKET -> new JavaWebSocketEnds();
            case JDK -> new JdkEnds();
            case OKHTTP -> new OkHttpEnds();
            case SLUICE_ON_TOMCAT -> new TomcatEnds(SluiceEndpoints.all());
            case SLUICE_ON_TYRUS -> TyrusEnds.withSluice();
        };
    }

    /** Whether it is Sluice, which is compared with the others. */
    public boolean isOurs() {
        return this == SLUICE || this == SLUICE_ON_TOMCAT || this == SLUICE_ON_TYRUS;
    }

    /** Whether a workload is for it, if it is able to. */
    public boolean takesPart(Workload workload) {
        return switch (workload.on()) {
            case OWN -> this != SLUICE_ON_TOMCAT && this != SLUICE_ON_TYRUS;
            case TOMCAT -> this == TOMCAT || this == SLUICE_ON_TOMCAT;
            case TYRUS -> this == TYRUS || this == SLUICE_ON_TYRUS;
        };
    }

    /** Why it cannot do what needs this, or empty if it can. */
    public Optional<String> missing(Set<Need> needs) {
        String reasons = MISSING.getOrDefault(this, Map.of()).entrySet().stream()
                .filter(each -> needs.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
    }

    /**
     * Beginnings of the names of jars that must not be on its class path: implementations of the Jakarta API are found by services, and
     * the first one found would be taken by all.
     */
    public List<String> foreignJars() {
        return this == TOMCAT || this == SLUICE_ON_TOMCAT ? JAKARTA_OF_TYRUS : JAKARTA_OF_TOMCAT;
    }

    /** The peer with an id. */
    public static Peer of(String id) {
        return Arrays.stream(values())
                .filter(peer -> peer.id().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no peer '" + id + "'; there are "
                        + Arrays.stream(values()).map(Peer::id).collect(Collectors.joining(", "))));
    }
}
