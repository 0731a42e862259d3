package org.sluice.api;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known about a connection; read-only, readable from any thread at any time in a socket's life (P60-P62). Before the
 * connect everything is empty or 0.
 */
public interface WebSocketInformation {

    /**
     * This end's address.
     *
     * @return the address, or empty before the connect
     * @throws UnsupportedOperationException if connected through an engine that does not tell
     */
    Optional<InetSocketAddress> localAddress();

    /**
     * The peer's address.
     *
     * @return the address, or empty before the connect
     * @throws UnsupportedOperationException if connected through an engine that does not tell
     */
    Optional<InetSocketAddress> remoteAddress();

    /**
     * The negotiated sub-protocol (RFC 6455, 1.9).
     *
     * @return its name, or empty where none was negotiated
     */
    Optional<String> protocol();

    /**
     * The negotiated extensions (RFC 6455, 9).
     *
     * @return their names in the order of negotiation
     */
    List<String> extensions();

    /**
     * The server's certificate chain.
     *
     * @return the chain, the server's own certificate first; empty before the connect and without TLS
     * @throws UnsupportedOperationException if connected with TLS through an engine that does not tell
     */
    List<X509Certificate> serverCertificates();

    /**
     * The errors of the server's certificate: those that were ignored, or those for which the connect failed.
     *
     * @return the errors found; empty before the connect and without TLS
     * @throws UnsupportedOperationException if connected with TLS through an engine that does not tell
     */
    Set<CertificateError> serverCertificateErrors();

    /**
     * What the errors of the server's certificate came to.
     *
     * @return the severity of the worst; never null
     * @throws UnsupportedOperationException if connected with TLS through an engine that does not tell
     */
    CertificateErrorSeverity serverCertificateErrorSeverity();

    /**
     * How long each phase of a client's connect took, with all addresses, redirects and sign-ins together.
     *
     * @return the phases that there were, in their order, also of a connect that failed; empty on a server's socket
     */
    Map<Phase, Duration> connectTimings();

    /**
     * The HTTP status of the handshake.
     *
     * @return 101 once connected, the status of a refusal after a failed connect, or empty
     */
    OptionalInt handshakeStatus();

    /**
     * The headers of the handshake: on the client those of the server's answer, on the server those of the client's request, credentials
     * among them.
     *
     * @return an immutable map whose keys ignore case, made for the call; empty before the connect, and on the server in a container that
     *     is not our own unless the endpoint's configurator is {@code CreditConfigurator}
     */
    Map<String, List<String>> handshakeHeaders();

    /**
     * Estimated bandwidth in both directions, from the payload that went by and the time it took. A direction that is idle keeps its
     * estimate. What is sent counts when the connection has taken it, which for the first bytes is sooner than they are on the line.
     *
     * @return the newest estimate; 0 for a direction in which no data went for at least a tenth of a second
     */
    BandwidthStatistics bandwidth();

    /**
     * Payload bytes handed to the connection, without frame headers and control frames.
     *
     * @return bytes since the connect
     */
    long bytesSent();

    /**
     * Payload bytes received, without frame headers and control frames.
     *
     * @return bytes since the connect
     */
    long bytesReceived();

    /**
     * Whole messages handed to the connection.
     *
     * @return messages since the connect
     */
    long messagesSent();

    /**
     * Whole messages received.
     *
     * @return messages since the connect
     */
    long messagesReceived();

    /**
     * The round-trip time of the newest answered {@link WebSocket#ping()}.
     *
     * @return the time, or empty where no ping was answered yet
     */
    Optional<Duration> roundTripTime();
}
