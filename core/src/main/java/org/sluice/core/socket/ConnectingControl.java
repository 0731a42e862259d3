package org.sluice.core.socket;

import java.net.CookieHandler;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Credential;
import org.sluice.api.HostResolver;
import org.sluice.api.WebSocketControl;

/**
 * The options of a connect other than those of TLS. A socket that does not connect by itself refuses all but the defaults. Guarded by
 * itself.
 */
abstract class ConnectingControl<C extends WebSocketControl<C>> implements WebSocketControl<C> {

    private static final int MOST_REDIRECTS = 5;

    private final boolean connects;
    private boolean frozen;

    /** What is set; one object for all sockets that set nothing, of which a container has many. */
    private static final class Connect {

        private static final Connect DEFAULT = new Connect();

        private boolean noDelay = true;
        private boolean tcpKeepAlive;
        private int maxRedirects;
        private HostResolver hostResolver = HostResolver.SYSTEM;
        private @Nullable Integer outboundBufferSize;
        private @Nullable Duration overallConnectTimeout;
        private @Nullable InetSocketAddress localAddress;
        private @Nullable Credential serverCredential;
        private @Nullable Credential proxyCredential;
        private @Nullable ProxySelector proxy;
        private @Nullable Supplier<String> bearerToken;
        private @Nullable CookieHandler cookieHandler;
    }

    private Connect connect = Connect.DEFAULT;

    ConnectingControl(boolean connects) {
        this.connects = connects;
    }

    abstract C self();

    synchronized void freeze() {
        frozen = true;
    }

    /** Runs a change, unless it comes too late. */
    final synchronized C change(String option, Runnable change) {
        if (frozen) {
            throw new IllegalStateException(option + " can be set only before the socket connects");
        }
        change.run();
        return self();
    }

    /** Runs a change of what only a connecting end has. */
    final C changeOfClient(String option, boolean toDefault, Runnable change) {
        return change(option, () -> {
            if (!connects && !toDefault) {
                throw Unsupported.whereAContainerConnects(option);
            }
            change.run();
        });
    }

    /** Names the argument that is or has a null. */
    static void requireNoNull(Collection<?> values, String argument) {
        Objects.requireNonNull(values, argument);
        for (Object value : values) {
            Objects.requireNonNull(value, () -> argument + " has a null");
        }
    }

    static void checkPositive(String option, Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout of " + option + " must be more than zero, but is " + timeout);
        }
    }

    /** To be changed, with the lock: from then on the socket has its own. */
    private Connect own() {
        if (connect == Connect.DEFAULT) {
            connect = new Connect();
        }
        return connect;
    }

    @Override
    public C noDelay(boolean on) {
        return changeOfClient("noDelay(false)", on, () -> own().noDelay = on);
    }

    @Override
    public synchronized boolean noDelay() {
        return connect.noDelay;
    }

    @Override
    public C outboundBufferSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be 1 or more, but is " + bytes);
        }
        return changeOfClient("outboundBufferSize", false, () -> own().outboundBufferSize = bytes);
    }

    @Override
    public synchronized OptionalInt outboundBufferSize() {
        return connect.outboundBufferSize == null ? OptionalInt.empty() : OptionalInt.of(connect.outboundBufferSize);
    }

    @Override
    public C tcpKeepAlive(boolean on) {
        return changeOfClient("tcpKeepAlive", !on, () -> own().tcpKeepAlive = on);
    }

    @Override
    public synchronized boolean tcpKeepAlive() {
        return connect.tcpKeepAlive;
    }

    @Override
    public C localAddress(InetSocketAddress address) {
        if (Objects.requireNonNull(address, "address").isUnresolved()) {
            throw new IllegalArgumentException("address " + address + " is not resolved");
        }
        return changeOfClient("localAddress", false, () -> own().localAddress = address);
    }

    @Override
    public synchronized Optional<InetSocketAddress> localAddress() {
        return Optional.ofNullable(connect.localAddress);
    }

    @Override
    public C hostResolver(HostResolver resolver) {
        Objects.requireNonNull(resolver, "resolver");
        return changeOfClient("hostResolver", resolver == HostResolver.SYSTEM, () -> own().hostResolver = resolver);
    }

    @Override
    public synchronized HostResolver hostResolver() {
        return connect.hostResolver;
    }

    @Override
    public C overallConnectTimeout(Duration timeout) {
        checkPositive("overallConnectTimeout", timeout);
        return changeOfClient("overallConnectTimeout", false, () -> own().overallConnectTimeout = timeout);
    }

    @Override
    public synchronized Optional<Duration> overallConnectTimeout() {
        return Optional.ofNullable(connect.overallConnectTimeout);
    }

    @Override
    public C maxRedirects(int most) {
        if (most < 0 || most > MOST_REDIRECTS) {
            throw new IllegalArgumentException("most must be 0 to " + MOST_REDIRECTS + ", but is " + most);
        }
        return changeOfClient("maxRedirects", most == 0, () -> own().maxRedirects = most);
    }

    @Override
    public synchronized int maxRedirects() {
        return connect.maxRedirects;
    }

    @Override
    public C serverCredential(Credential credential) {
        Objects.requireNonNull(credential, "credential");
        return changeOfClient("serverCredential", false, () -> own().serverCredential = credential);
    }

    @Override
    public synchronized Optional<Credential> serverCredential() {
        return Optional.ofNullable(connect.serverCredential);
    }

    @Override
    public C bearerToken(Supplier<String> tokens) {
        Objects.requireNonNull(tokens, "tokens");
        return changeOfClient("bearerToken", false, () -> own().bearerToken = tokens);
    }

    @Override
    public synchronized Optional<Supplier<String>> bearerToken() {
        return Optional.ofNullable(connect.bearerToken);
    }

    @Override
    public C cookieHandler(CookieHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return changeOfClient("cookieHandler", false, () -> own().cookieHandler = handler);
    }

    @Override
    public synchronized Optional<CookieHandler> cookieHandler() {
        return Optional.ofNullable(connect.cookieHandler);
    }

    @Override
    public C proxyCredential(Credential credential) {
        Objects.requireNonNull(credential, "credential");
        return changeOfClient("proxyCredential", false, () -> own().proxyCredential = credential);
    }

    @Override
    public synchronized Optional<Credential> proxyCredential() {
        return Optional.ofNullable(connect.proxyCredential);
    }

    @Override
    public C proxy(ProxySelector selector) {
        Objects.requireNonNull(selector, "selector");
        return changeOfClient("proxy", false, () -> own().proxy = selector);
    }

    @Override
    public synchronized Optional<ProxySelector> proxy() {
        return Optional.ofNullable(connect.proxy);
    }
}
