package org.sluice.api;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The options of a socket (P54-P59). They are set before connecting; on the server, before the endpoint's open callback returns.
 * Setting one afterwards is an {@link IllegalStateException}, the message type excepted. A value that the engine cannot honour is
 * refused with an {@link UnsupportedOperationException} that names it; nothing is ignored. Getters work at any time, from any
 * thread. Options that only a connecting end has (marked "client") have no effect to set on a server's socket and are refused
 * there like any late change.
 *
 * @param <C> the type that the setters return
 */
public interface WebSocketControl<C extends WebSocketControl<C>> extends ConnectControl<C>, TlsControl<C> {

    /** What {@link #minReceiveWindow()} is unless it is set: 256 KiB. */
    int DEFAULT_MIN_RECEIVE_WINDOW = 256 * 1024;

    /** What {@link #maxReceiveWindow()} is unless it is set: 4 MiB. */
    int DEFAULT_MAX_RECEIVE_WINDOW = 4 * 1024 * 1024;

    /**
     * Client: turns Nagle's algorithm off (P59).
     *
     * @param noDelay true, the default, sends small frames at once; false lets the system collect them
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot change it
     */
    C noDelay(boolean noDelay);

    /**
     * Whether Nagle's algorithm is off.
     *
     * @return true by default
     */
    boolean noDelay();

    /**
     * Client: sets the size of the system's send buffer.
     *
     * @param bytes 1 or more
     * @return this
     * @throws IllegalArgumentException if bytes is less than 1
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot change it
     */
    C outboundBufferSize(int bytes);

    /**
     * The size asked for the system's send buffer.
     *
     * @return bytes, or empty for the system's choice, which is the default
     */
    OptionalInt outboundBufferSize();

    /**
     * Client: offers sub-protocols, the preferred first (RFC 6455, 1.9).
     *
     * @param protocols tokens (RFC 7230, 3.2.6), each once; empty, the default, offers none
     * @return this
     * @throws IllegalArgumentException if one is not a token or stands twice
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException on a socket that does not connect by itself, unless to the default
     */
    C supportedProtocols(List<String> protocols);

    /**
     * The sub-protocols on offer.
     *
     * @return an immutable list, empty by default
     */
    List<String> supportedProtocols();

    /**
     * Asks for compression of messages, permessage-deflate of RFC 7692. A client offers it to the server. Either end then compresses what
     * it sends, if both agreed and the engine is our own; otherwise messages go as they are, and {@link WebSocketInformation#extensions()}
     * tells. What is received is inflated in any case, up to a thousand times its size.
     *
     * @param compression false is the default of clients and of streams; true that of a server's message sockets, whose clients decide
     * @return this
     * @throws IllegalStateException after the connect
     */
    C compression(boolean compression);

    /**
     * Whether compression is asked for.
     *
     * @return false by default, except for message sockets of a server
     */
    boolean compression();

    /**
     * Client: sets user and password for the server.
     *
     * @param credential sent only when the server asks, and never to another host
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C serverCredential(Credential credential);

    /**
     * User and password for the server.
     *
     * @return empty by default
     */
    Optional<Credential> serverCredential();

    /**
     * Client: sets user and password for the proxy.
     *
     * @param credential sent only when the proxy asks
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C proxyCredential(Credential credential);

    /**
     * User and password for the proxy.
     *
     * @return empty by default
     */
    Optional<Credential> proxyCredential();

    /**
     * Client: chooses the proxy. An HTTP proxy is asked for a tunnel (CONNECT, RFC 9110, 9.3.6), a SOCKS proxy for a connection (SOCKS 5,
     * RFC 1928).
     *
     * @param selector asked with the URI of the connect, {@code http} in place of {@code ws} and {@code https} of {@code wss}, as
     *     selectors know no others; of several proxies the first is taken that can be reached. {@code ProxySelector.of(null)} connects
     *     directly, whatever the JVM's settings say
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C proxy(ProxySelector selector);

    /**
     * What chooses the proxy.
     *
     * @return empty, the default, for {@link ProxySelector#getDefault()}, the JVM's settings, except for the hosts in the environment
     *     variable {@code NO_PROXY}
     */
    Optional<ProxySelector> proxy();

    /**
     * Client: sets the keys and trust for {@code wss}.
     *
     * @param context used for this socket alone, for all servers that it is redirected to; carries the client certificate where the
     *     server wants one
     * @return this
     * @throws IllegalStateException after the connect, or together with a client certificate, a trust store, ignorable errors or the
     *     check of revocation: a context decides about these by itself
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C sslContext(SSLContext context);

    /**
     * Keys and trust for {@code wss}.
     *
     * @return empty, the default, uses the JDK's own
     */
    Optional<SSLContext> sslContext();

    /**
     * Client: declares errors of the server's certificate that do not fail the connect.
     *
     * @param errors exactly the errors to pass over; all others still fail the connect
     * @return this
     * @throws IllegalStateException after the connect, or if errors are named and an {@link #sslContext()} is set, which decides by itself
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C ignorableServerCertificateErrors(Set<CertificateError> errors);

    /**
     * Errors of the server's certificate that do not fail the connect.
     *
     * @return an immutable set, empty by default
     */
    Set<CertificateError> ignorableServerCertificateErrors();

    /**
     * Client: adds a check of the server's certificate.
     *
     * @param validator called after the default validation
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the engine cannot do it
     */
    C serverCertificateValidator(ServerCertificateValidator validator);

    /**
     * The added check of the server's certificate.
     *
     * @return empty by default
     */
    Optional<ServerCertificateValidator> serverCertificateValidator();

    /**
     * Sends a pong without a ping at an interval, to keep the connection in use (RFC 6455, 5.5.3). Nobody answers it.
     *
     * @param interval zero, the default, sends none
     * @return this
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException after the connect
     */
    C unsolicitedPongInterval(Duration interval);

    /**
     * The interval of pongs without a ping.
     *
     * @return zero by default: none are sent
     */
    Duration unsolicitedPongInterval();

    /**
     * Sends a ping at an interval (RFC 6455, 5.5.2), which keeps the connection in use, measures {@link
     * WebSocketInformation#roundTripTime()}, and finds a peer that is gone: see {@link #deadPeerTimeout}.
     *
     * @param interval zero, the default, sends none
     * @return this
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException after the connect
     */
    C pingInterval(Duration interval);

    /**
     * The interval of pings.
     *
     * @return zero by default: none are sent
     */
    Duration pingInterval();

    /**
     * Sets how long nothing at all may be received after a ping of {@link #pingInterval}, before the peer counts as gone: the connection
     * is then cut, and the closed event has 1006. Every byte is a sign of life, also one in the middle of a frame where the engine is our
     * own; elsewhere every part of a message that the container hands on. A time in which this end does not read, because its
     * application takes nothing, does not count, nor does one in which the ping still waits behind other data. What was sent before the
     * ping may be some megabytes that the systems of both ends hold, and the peer comes to the ping behind them: where the engine is our
     * own, that it takes these is a sign of life too; elsewhere, for a peer that takes little, give more time.
     *
     * @param timeout 30 s by default; zero keeps a silent peer
     * @return this
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException after the connect
     */
    C deadPeerTimeout(Duration timeout);

    /**
     * How long nothing may be received after a ping.
     *
     * @return 30 s by default; of no effect without pings
     */
    Duration deadPeerTimeout();

    /**
     * Sets how many bytes a peer with flow control by credit may be ahead of the application at first, and again where the measured rate and
     * round-trip time call for no more; see {@link #maxReceiveWindow(int)}. Less is for programs with many connections, most of which
     * are slow: it costs more grants and smaller chunks for as long as the connection lasts, also when the window has grown. Without effect
     * towards a peer that has no credit, and on an endpoint of a server, which has begun with what its settings say before its open callback
     * can set this.
     *
     * @param bytes 32 KiB to 1 GiB; 256 KiB by default. More than {@link #maxReceiveWindow()} counts as that
     * @return this
     * @throws IllegalArgumentException if bytes is out of range
     * @throws IllegalStateException after the connect
     */
    C minReceiveWindow(int bytes);

    /**
     * How many bytes a peer with flow control may be ahead at first.
     *
     * @return 32 KiB to 1 GiB; 256 KiB by default
     */
    int minReceiveWindow();

    /**
     * Sets how many bytes a peer with flow control by credit may at most be ahead of the application; so much memory may be held for what was
     * received and not taken. It begins with {@link #minReceiveWindow()}, or with this where it is less, and becomes more only as the measured
     * rate, at which the application takes, and the round-trip time call for it. Without effect towards a peer that has no credit.
     *
     * @param bytes 32 KiB to 1 GiB; 4 MiB by default. What is not more than {@link #minReceiveWindow()} is what the window always is. An
     *     endpoint of a server has begun with what its settings say when its open callback can set this, and does not go below that any more
     * @return this
     * @throws IllegalArgumentException if bytes is out of range
     * @throws IllegalStateException after the connect
     */
    C maxReceiveWindow(int bytes);

    /**
     * How many bytes a peer with flow control may at most be ahead.
     *
     * @return 32 KiB to 1 GiB; 4 MiB by default
     */
    int maxReceiveWindow();

    /**
     * Client: sets how long the connect may take for one address, from the first packet to the server's answer (P69-P72, P76). Of a name
     * with several addresses five are tried, with a head start of 250 ms each (RFC 8305), and each for this long (P74-P75). The name
     * service gets as long, and so does each redirect and sign-in; {@link #overallConnectTimeout} limits all of it.
     *
     * @param timeout more than zero; 60 s by default
     * @return this
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException on a socket that does not connect by itself, unless to the default
     */
    C connectTimeout(Duration timeout);

    /**
     * How long the connect may take for one address.
     *
     * @return 60 s by default
     */
    Duration connectTimeout();

    /**
     * Sets how long one send may wait, for room in the queue and for the connection together (P73).
     *
     * @param timeout more than zero; 30 s by default
     * @return this
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException after the connect
     */
    C sendTimeout(Duration timeout);

    /**
     * How long one send may wait.
     *
     * @return 30 s by default
     */
    Duration sendTimeout();

    /**
     * Sets how long one read may wait for its first byte; nothing times out while no read is outstanding (P73).
     *
     * @param timeout more than zero; 30 s by default
     * @return this
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException after the connect
     */
    C receiveTimeout(Duration timeout);

    /**
     * How long one read may wait for its first byte.
     *
     * @return 30 s by default
     */
    Duration receiveTimeout();

    /**
     * Sets how long a close waits, for what is queued to go out and for the peer's answer together.
     *
     * @param timeout more than zero; 10 s by default
     * @return this
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException after the connect
     */
    C closeTimeout(Duration timeout);

    /**
     * How long a close waits.
     *
     * @return 10 s by default
     */
    Duration closeTimeout();
}
