package org.sluice.api;

import java.net.CookieHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The options of a connect that the Windows model does not have; they are set as those of {@link WebSocketControl} are. All are of a
 * client: on a socket that a container connects, or a server is handed, a value other than the default is refused.
 *
 * @param <C> the type that the setters return
 */
public interface ConnectControl<C> {

    /**
     * Limits the whole connect, all addresses, redirects and sign-ins included; {@link WebSocketControl#connectTimeout()} is for one
     * address.
     *
     * @param timeout more than zero
     * @return this
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C overallConnectTimeout(Duration timeout);

    /**
     * The limit of the whole connect.
     *
     * @return empty, the default, for no more than what the addresses take
     */
    Optional<Duration> overallConnectTimeout();

    /**
     * Replaces the name service.
     *
     * @param resolver asked for names, not for addresses that are written as such; also for the name of a proxy
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C hostResolver(HostResolver resolver);

    /**
     * What looks names up.
     *
     * @return {@link HostResolver#SYSTEM} by default
     */
    HostResolver hostResolver();

    /**
     * Binds this end to an address; addresses of the other family are then not tried.
     *
     * @param address resolved; its port may be 0 for one of the system's choice
     * @return this
     * @throws IllegalArgumentException if the address is not resolved
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C localAddress(InetSocketAddress address);

    /**
     * What this end is bound to.
     *
     * @return empty, the default, for the system's choice
     */
    Optional<InetSocketAddress> localAddress();

    /**
     * Turns the system's keep-alive on (SO_KEEPALIVE), which probes a silent connection after hours unless the system is set otherwise.
     *
     * @param on false by default
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C tcpKeepAlive(boolean on);

    /**
     * Whether the system's keep-alive is on.
     *
     * @return false by default
     */
    boolean tcpKeepAlive();

    /**
     * Follows redirects (HTTP 301, 302, 303, 307 and 308). None leads from {@code wss} to {@code ws}; and none takes a credential, a
     * token, a client certificate of {@link TlsControl#clientCertificate} or the headers Authorization, Proxy-Authorization and Cookie
     * to another host, port or scheme.
     *
     * @param most 0, the default, to 5
     * @return this
     * @throws IllegalArgumentException if out of range
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C maxRedirects(int most);

    /**
     * How many redirects are followed.
     *
     * @return 0 by default: a redirect fails the connect
     */
    int maxRedirects();

    /**
     * Signs in with a token (RFC 6750) that goes along with the request.
     *
     * @param tokens asked on a thread of the connect, where it may block, once for the request and once more if the server answers 401;
     *     for the server of the URI alone, not for those that it redirects to
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C bearerToken(Supplier<String> tokens);

    /**
     * What gives tokens.
     *
     * @return empty by default
     */
    Optional<Supplier<String>> bearerToken();

    /**
     * Sends cookies, and keeps those of all answers (RFC 6455, 4.1 and 4.2.2; RFC 6265).
     *
     * @param handler asked with {@code http} and {@code https} URIs on a thread of the connect; a {@link java.net.CookieManager} for one
     * @return this
     * @throws IllegalStateException after the connect
     * @throws UnsupportedOperationException if the socket does not connect by itself
     */
    C cookieHandler(CookieHandler handler);

    /**
     * What has the cookies.
     *
     * @return empty by default: none are sent or kept
     */
    Optional<CookieHandler> cookieHandler();
}
