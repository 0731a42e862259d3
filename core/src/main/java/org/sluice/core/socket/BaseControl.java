package org.sluice.core.socket;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.sluice.api.CertificateError;
import org.sluice.api.Credential;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.api.WebSocketControl;

/** The options that all sockets have, until they are frozen. Guarded by itself, since any thread may ask. */
abstract class BaseControl<C extends WebSocketControl<C>> implements WebSocketControl<C> {

    private boolean frozen;
    private boolean compression;
    private List<String> supportedProtocols = List.of();
    // The times of the model.
    private Duration connectTimeout = Duration.ofSeconds(60);
    private Duration sendTimeout = Duration.ofSeconds(30);
    private Duration receiveTimeout = Duration.ofSeconds(30);
    private Duration closeTimeout = Duration.ofSeconds(10);
    private Duration unsolicitedPongInterval = Duration.ZERO;
    private Duration pingInterval = Duration.ZERO;
    // As long as a send or a read may take.
    private Duration deadPeerTimeout = Duration.ofSeconds(30);

    abstract C self();

    synchronized void freeze() {
        frozen = true;
    }

    /** What keeps the connection alive. */
    final synchronized KeepAlive.Plan keepAlive() {
        return new KeepAlive.Plan(unsolicitedPongInterval, pingInterval, deadPeerTimeout);
    }

    /** Runs a change, unless it comes too late. */
    final synchronized C change(String option, Runnable change) {
        if (frozen) {
            throw new IllegalStateException(option + " can be set only before the socket connects");
        }
        change.run();
        return self();
    }

    private C changeTimeout(String option, Duration timeout, Runnable change) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout of " + option + " must be more than zero, but is " + timeout);
        }
        return change(option, change);
    }

    private C onlyDefault(String option, boolean isDefault) {
        return change(option, () -> {
            if (!isDefault) {
                throw Unsupported.feature(option);
            }
        });
    }

    @Override
    public C noDelay(boolean noDelay) {
        return onlyDefault("noDelay(false)", noDelay);
    }

    @Override
    public boolean noDelay() {
        return true;
    }

    @Override
    public C outboundBufferSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be 1 or more, but is " + bytes);
        }
        return onlyDefault("outboundBufferSize", false);
    }

    @Override
    public OptionalInt outboundBufferSize() {
        return OptionalInt.empty();
    }

    @Override
    public C supportedProtocols(List<String> protocols) {
        Objects.requireNonNull(protocols, "protocols");
        List<String> copy = protocols.stream()
                .map(protocol -> Objects.requireNonNull(protocol, "protocols has a null"))
                .toList();
        for (String protocol : copy) {
            if (!RequestHeaders.isToken(protocol)) {
                throw new IllegalArgumentException(
                        "protocols has \"" + protocol + "\", which is not a token (RFC 7230, 3.2.6)");
            }
        }
        if (new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException("protocols has a name twice: " + copy);
        }
        return change("supportedProtocols", () -> supportedProtocols = copy);
    }

    @Override
    public synchronized List<String> supportedProtocols() {
        return supportedProtocols;
    }

    @Override
    public C compression(boolean on) {
        return change("compression", () -> compression = on);
    }

    @Override
    public synchronized boolean compression() {
        return compression;
    }

    @Override
    public C serverCredential(Credential credential) {
        Objects.requireNonNull(credential, "credential");
        return onlyDefault("serverCredential", false);
    }

    @Override
    public Optional<Credential> serverCredential() {
        return Optional.empty();
    }

    @Override
    public C proxyCredential(Credential credential) {
        Objects.requireNonNull(credential, "credential");
        return onlyDefault("proxyCredential", false);
    }

    @Override
    public Optional<Credential> proxyCredential() {
        return Optional.empty();
    }

    @Override
    public C proxy(ProxySelector selector) {
        Objects.requireNonNull(selector, "selector");
        return onlyDefault("proxy", false);
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public C sslContext(SSLContext context) {
        Objects.requireNonNull(context, "context");
        return onlyDefault("sslContext", false);
    }

    @Override
    public Optional<SSLContext> sslContext() {
        return Optional.empty();
    }

    @Override
    public C ignorableServerCertificateErrors(Set<CertificateError> errors) {
        return onlyDefault(
                "ignorableServerCertificateErrors",
                Objects.requireNonNull(errors, "errors").isEmpty());
    }

    @Override
    public Set<CertificateError> ignorableServerCertificateErrors() {
        return Set.of();
    }

    @Override
    public C serverCertificateValidator(ServerCertificateValidator validator) {
        Objects.requireNonNull(validator, "validator");
        return onlyDefault("serverCertificateValidator", false);
    }

    @Override
    public Optional<ServerCertificateValidator> serverCertificateValidator() {
        return Optional.empty();
    }

    @Override
    public C unsolicitedPongInterval(Duration interval) {
        checkNotNegative("interval", "unsolicitedPongInterval", interval);
        return change("unsolicitedPongInterval", () -> unsolicitedPongInterval = interval);
    }

    @Override
    public synchronized Duration unsolicitedPongInterval() {
        return unsolicitedPongInterval;
    }

    @Override
    public C pingInterval(Duration interval) {
        checkNotNegative("interval", "pingInterval", interval);
        return change("pingInterval", () -> pingInterval = interval);
    }

    @Override
    public synchronized Duration pingInterval() {
        return pingInterval;
    }

    @Override
    public C deadPeerTimeout(Duration timeout) {
        checkNotNegative("timeout", "deadPeerTimeout", timeout);
        return change("deadPeerTimeout", () -> deadPeerTimeout = timeout);
    }

    @Override
    public synchronized Duration deadPeerTimeout() {
        return deadPeerTimeout;
    }

    private static void checkNotNegative(String argument, String option, Duration value) {
        Objects.requireNonNull(value, argument);
        if (value.isNegative()) {
            throw new IllegalArgumentException(argument + " of " + option + " must not be negative, but is " + value);
        }
    }

    @Override
    public C connectTimeout(Duration timeout) {
        return changeTimeout("connectTimeout", timeout, () -> connectTimeout = timeout);
    }

    @Override
    public synchronized Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public C sendTimeout(Duration timeout) {
        return changeTimeout("sendTimeout", timeout, () -> sendTimeout = timeout);
    }

    @Override
    public synchronized Duration sendTimeout() {
        return sendTimeout;
    }

    @Override
    public C receiveTimeout(Duration timeout) {
        return changeTimeout("receiveTimeout", timeout, () -> receiveTimeout = timeout);
    }

    @Override
    public synchronized Duration receiveTimeout() {
        return receiveTimeout;
    }

    @Override
    public C closeTimeout(Duration timeout) {
        return changeTimeout("closeTimeout", timeout, () -> closeTimeout = timeout);
    }

    @Override
    public synchronized Duration closeTimeout() {
        return closeTimeout;
    }
}
