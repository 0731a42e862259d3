package org.sluice.core.socket;

import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.sluice.api.CertificateError;
import org.sluice.api.ClientCertificate;
import org.sluice.api.Credential;
import org.sluice.api.HostResolver;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ServerCertificateValidator;
import org.sluice.api.WebSocketControl;
import org.sluice.api.WhenFull;

/** One option of a control, by the name that its errors say: sets a value, which the getter then gives. */
record Option(String name, Consumer<WebSocketControl<?>> set, Function<WebSocketControl<?>, Object> get, Object value) {

    @Override
    public String toString() {
        return name;
    }

    /** What sockets of both kinds and on both ends take. */
    static Stream<Option> ofBothEnds() {
        Duration time = Duration.ofSeconds(7);
        return Stream.of(
                new Option("noDelay", c -> c.noDelay(true), WebSocketControl::noDelay, true),
                new Option("compression", c -> c.compression(true), WebSocketControl::compression, true),
                new Option(
                        "ignorableServerCertificateErrors",
                        c -> c.ignorableServerCertificateErrors(Set.of()),
                        WebSocketControl::ignorableServerCertificateErrors,
                        Set.of()),
                new Option(
                        "unsolicitedPongInterval",
                        c -> c.unsolicitedPongInterval(time),
                        WebSocketControl::unsolicitedPongInterval,
                        time),
                new Option("pingInterval", c -> c.pingInterval(time), WebSocketControl::pingInterval, time),
                new Option(
                        "deadPeerTimeout",
                        c -> c.deadPeerTimeout(Duration.ZERO),
                        WebSocketControl::deadPeerTimeout,
                        Duration.ZERO),
                new Option("sendTimeout", c -> c.sendTimeout(time), WebSocketControl::sendTimeout, time),
                new Option("receiveTimeout", c -> c.receiveTimeout(time), WebSocketControl::receiveTimeout, time),
                new Option(
                        "minReceiveWindow",
                        c -> c.minReceiveWindow(32_768),
                        WebSocketControl::minReceiveWindow,
                        32_768),
                new Option(
                        "maxReceiveWindow",
                        c -> c.maxReceiveWindow(32_768),
                        WebSocketControl::maxReceiveWindow,
                        32_768),
                new Option("closeTimeout", c -> c.closeTimeout(time), WebSocketControl::closeTimeout, time));
    }

    /** What message sockets alone take, on both ends. */
    static Stream<Option> ofMessages() {
        return Stream.of(
                new Option(
                        "maxMessageSize",
                        c -> messages(c).maxMessageSize(5),
                        c -> messages(c).maxMessageSize(),
                        5L),
                new Option(
                        "whenFull",
                        c -> messages(c).whenFull(WhenFull.FAIL),
                        c -> messages(c).whenFull(),
                        WhenFull.FAIL),
                new Option(
                        "receiveMode",
                        c -> messages(c).receiveMode(ReceiveMode.PARTIAL),
                        c -> messages(c).receiveMode(),
                        ReceiveMode.PARTIAL));
    }

    private static MessageWebSocketControl messages(WebSocketControl<?> control) {
        return (MessageWebSocketControl) control;
    }

    /** What only sockets that connect by themselves take. */
    static Stream<Option> ofConnectingSockets() {
        return Stream.concat(ofConnects(), ofTls());
    }

    private static Stream<Option> ofConnects() {
        InetSocketAddress local = new InetSocketAddress(0);
        HostResolver resolver = host -> List.of();
        Credential credential = new Credential("user", "password");
        Supplier<String> tokens = () -> "token";
        CookieHandler cookies = new CookieManager();
        ProxySelector proxy = ProxySelector.of(null);
        Duration shortest = Duration.ofNanos(1);
        List<String> protocols = List.of("a", "b");
        return Stream.of(
                new Option(
                        "supportedProtocols",
                        c -> c.supportedProtocols(protocols),
                        WebSocketControl::supportedProtocols,
                        protocols),
                new Option(
                        "connectTimeout", c -> c.connectTimeout(shortest), WebSocketControl::connectTimeout, shortest),
                new Option("noDelay(false)", c -> c.noDelay(false), WebSocketControl::noDelay, false),
                new Option(
                        "outboundBufferSize",
                        c -> c.outboundBufferSize(1),
                        WebSocketControl::outboundBufferSize,
                        OptionalInt.of(1)),
                new Option("tcpKeepAlive", c -> c.tcpKeepAlive(true), WebSocketControl::tcpKeepAlive, true),
                new Option(
                        "localAddress", c -> c.localAddress(local), WebSocketControl::localAddress, Optional.of(local)),
                new Option("hostResolver", c -> c.hostResolver(resolver), WebSocketControl::hostResolver, resolver),
                new Option(
                        "overallConnectTimeout",
                        c -> c.overallConnectTimeout(shortest),
                        WebSocketControl::overallConnectTimeout,
                        Optional.of(shortest)),
                new Option("maxRedirects", c -> c.maxRedirects(5), WebSocketControl::maxRedirects, 5),
                new Option(
                        "serverCredential",
                        c -> c.serverCredential(credential),
                        WebSocketControl::serverCredential,
                        Optional.of(credential)),
                new Option(
                        "bearerToken", c -> c.bearerToken(tokens), WebSocketControl::bearerToken, Optional.of(tokens)),
                new Option(
                        "cookieHandler",
                        c -> c.cookieHandler(cookies),
                        WebSocketControl::cookieHandler,
                        Optional.of(cookies)),
                new Option(
                        "proxyCredential",
                        c -> c.proxyCredential(credential),
                        WebSocketControl::proxyCredential,
                        Optional.of(credential)),
                new Option("proxy", c -> c.proxy(proxy), WebSocketControl::proxy, Optional.of(proxy)));
    }

    private static Stream<Option> ofTls() {
        SSLContext context = context();
        ClientCertificate certificate = Keys.certificate();
        KeyStore roots = Keys.roots();
        Set<CertificateError> errors = Set.of(CertificateError.UNTRUSTED);
        ServerCertificateValidator validator = (chain, ignored) -> {};
        List<String> protocols = List.of("TLSv1.2");
        List<String> suites = List.of("TLS_AES_128_GCM_SHA256");
        Set<String> pins = Set.of("sha256/" + Base64.getEncoder().encodeToString(new byte[32]));
        return Stream.of(
                new Option(
                        "sslContext", c -> c.sslContext(context), WebSocketControl::sslContext, Optional.of(context)),
                new Option(
                        "clientCertificate",
                        c -> c.clientCertificate(certificate),
                        WebSocketControl::clientCertificate,
                        Optional.of(certificate)),
                new Option("trustStore", c -> c.trustStore(roots), WebSocketControl::trustStore, Optional.of(roots)),
                new Option(
                        "ignorableServerCertificateErrors",
                        c -> c.ignorableServerCertificateErrors(errors),
                        WebSocketControl::ignorableServerCertificateErrors,
                        errors),
                new Option(
                        "serverCertificateValidator",
                        c -> c.serverCertificateValidator(validator),
                        WebSocketControl::serverCertificateValidator,
                        Optional.of(validator)),
                new Option("checkRevocation", c -> c.checkRevocation(true), WebSocketControl::checkRevocation, true),
                new Option("tlsProtocols", c -> c.tlsProtocols(protocols), WebSocketControl::tlsProtocols, protocols),
                new Option(
                        "tlsCipherSuites", c -> c.tlsCipherSuites(suites), WebSocketControl::tlsCipherSuites, suites),
                new Option("publicKeyPins", c -> c.publicKeyPins(pins), WebSocketControl::publicKeyPins, pins));
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
