package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.CertificateError;
import org.sluice.api.Credential;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceiveMode;
import org.sluice.api.WhenFull;

@DisplayName("P54-P58 options are set before connecting")
class ControlsTest {

    private final MessageControl control = new MessageControl(true);

    private static Arguments option(String name, Consumer<MessageControl> set) {
        return Arguments.of(name, set);
    }

    static Stream<Arguments> supported() {
        return Stream.of(
                option("noDelay", c -> c.noDelay(true)),
                option("supportedProtocols", c -> c.supportedProtocols(List.of("a", "b"))),
                option("compression", c -> c.compression(true)),
                option("ignorableServerCertificateErrors", c -> c.ignorableServerCertificateErrors(Set.of())),
                option("unsolicitedPongInterval", c -> c.unsolicitedPongInterval(Duration.ofSeconds(1))),
                option("pingInterval", c -> c.pingInterval(Duration.ofSeconds(2))),
                option("deadPeerTimeout", c -> c.deadPeerTimeout(Duration.ZERO)),
                option("connectTimeout", c -> c.connectTimeout(Duration.ofSeconds(1))),
                option("sendTimeout", c -> c.sendTimeout(Duration.ofSeconds(2))),
                option("receiveTimeout", c -> c.receiveTimeout(Duration.ofSeconds(3))),
                option("closeTimeout", c -> c.closeTimeout(Duration.ofSeconds(4))),
                option("maxMessageSize", c -> c.maxMessageSize(5)),
                option("whenFull", c -> c.whenFull(WhenFull.FAIL)),
                option("receiveMode", c -> c.receiveMode(ReceiveMode.PARTIAL)));
    }

    static Stream<Arguments> ofConnectingSockets() throws Exception {
        SSLContext context = SSLContext.getDefault();
        Credential credential = new Credential("user", "password");
        String pin = "sha256/" + Base64.getEncoder().encodeToString(new byte[32]);
        return Stream.of(
                option("noDelay(false)", c -> c.noDelay(false)),
                option("outboundBufferSize", c -> c.outboundBufferSize(1)),
                option("tcpKeepAlive", c -> c.tcpKeepAlive(true)),
                option("localAddress", c -> c.localAddress(new InetSocketAddress(0))),
                option("hostResolver", c -> c.hostResolver(host -> List.of())),
                option("overallConnectTimeout", c -> c.overallConnectTimeout(Duration.ofNanos(1))),
                option("maxRedirects", c -> c.maxRedirects(5)),
                option("serverCredential", c -> c.serverCredential(credential)),
                option("bearerToken", c -> c.bearerToken(() -> "token")),
                option("cookieHandler", c -> c.cookieHandler(new CookieManager())),
                option("proxyCredential", c -> c.proxyCredential(credential)),
                option("proxy", c -> c.proxy(ProxySelector.of(null))),
                option("sslContext", c -> c.sslContext(context)),
                option("clientCertificate", c -> c.clientCertificate(Keys.certificate())),
                option("trustStore", c -> c.trustStore(Keys.roots())),
                option(
                        "ignorableServerCertificateErrors",
                        c -> c.ignorableServerCertificateErrors(Set.of(CertificateError.UNTRUSTED))),
                option("serverCertificateValidator", c -> c.serverCertificateValidator((chain, ignored) -> {})),
                option("checkRevocation", c -> c.checkRevocation(true)),
                option("tlsProtocols", c -> c.tlsProtocols(List.of("TLSv1.2"))),
                option("tlsCipherSuites", c -> c.tlsCipherSuites(List.of("TLS_AES_128_GCM_SHA256"))),
                option("publicKeyPins", c -> c.publicKeyPins(Set.of(pin))));
    }

    @Test
    @DisplayName("P69-P73 the times of the model are the defaults")
    void defaults() {
        assertThat(control.noDelay()).isTrue();
        assertThat(control.outboundBufferSize()).isEmpty();
        assertThat(control.supportedProtocols()).isEmpty();
        assertThat(control.serverCredential()).isEmpty();
        assertThat(control.proxyCredential()).isEmpty();
        assertThat(control.proxy()).isEmpty();
        assertThat(control.sslContext()).isEmpty();
        assertThat(control.ignorableServerCertificateErrors()).isEmpty();
        assertThat(control.serverCertificateValidator()).isEmpty();
        assertThat(control.unsolicitedPongInterval()).isZero();
        assertThat(control.pingInterval()).isZero();
        assertThat(control.deadPeerTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(control.sendTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.receiveTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(control.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(control.messageType()).isSameAs(MessageType.BINARY);
        assertThat(control.maxMessageSize()).isEqualTo(MessageWebSocketControl.DEFAULT_MAX_MESSAGE_SIZE);
        assertThat(control.receiveMode()).isSameAs(ReceiveMode.FULL);
        assertThat(control.whenFull()).isSameAs(WhenFull.WAIT);
    }

    @Test
    void whatIsSetIsGiven() {
        MessageWebSocketControl same = control.supportedProtocols(List.of("a", "b"))
                .connectTimeout(Duration.ofSeconds(1))
                .sendTimeout(Duration.ofSeconds(2))
                .receiveTimeout(Duration.ofSeconds(3))
                .closeTimeout(Duration.ofSeconds(4))
                .unsolicitedPongInterval(Duration.ofSeconds(5))
                .pingInterval(Duration.ofSeconds(6))
                .deadPeerTimeout(Duration.ofSeconds(7))
                .maxMessageSize(MessageWebSocketControl.UNLIMITED)
                .receiveMode(ReceiveMode.PARTIAL)
                .whenFull(WhenFull.CONFLATE);

        assertThat(same).isSameAs(control);
        assertThat(control.whenFull()).isSameAs(WhenFull.CONFLATE);
        assertThat(control.supportedProtocols()).containsExactly("a", "b");
        assertThat(List.of(
                        control.connectTimeout(),
                        control.sendTimeout(),
                        control.receiveTimeout(),
                        control.closeTimeout(),
                        control.unsolicitedPongInterval(),
                        control.pingInterval(),
                        control.deadPeerTimeout()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(control.maxMessageSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(control.receiveMode()).isSameAs(ReceiveMode.PARTIAL);
        assertThat(new StreamControl(true).noDelay(true)).isInstanceOf(StreamControl.class);
    }

    @Test
    void compressionIsOffUntilItIsAskedForAndStaysAsItWasOnConnect() {
        assertThat(control.compression()).isFalse();
        assertThat(new StreamControl(true).compression()).isFalse();
        assertThat(control.compression(true)).isSameAs(control);
        assertThat(control.compression()).isTrue();
        assertThat(control.compression(false).compression()).isFalse();

        control.compression(true);
        control.freeze();

        assertThatIllegalStateException()
                .isThrownBy(() -> control.compression(false))
                .withMessageContaining("compression");
        assertThat(control.compression()).isTrue();
    }

    @ParameterizedTest
    @MethodSource({"supported", "ofConnectingSockets"})
    void frozenOptionsAreRefusedByTheirName(String name, Consumer<MessageControl> set) {
        control.freeze();

        assertThatIllegalStateException()
                .isThrownBy(() -> set.accept(control))
                .withMessageContaining(name)
                .withMessageContaining("before");
    }

    @ParameterizedTest
    @MethodSource("ofConnectingSockets")
    void whatOnlyAConnectingSocketCanDoSaysSoByItsName(String name, Consumer<MessageControl> set) {
        MessageControl ofContainer = new MessageControl(false);

        assertThatThrownBy(() -> set.accept(ofContainer))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith(name + " ")
                .hasMessageContaining("container");
    }

    @Test
    void aContextDecidesAboutKeysAndTrustByItselfInWhateverOrder() throws Exception {
        SSLContext context = SSLContext.getDefault();
        control.ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED));

        assertThatIllegalStateException()
                .isThrownBy(() -> control.sslContext(context))
                .withMessageContaining("ignorableServerCertificateErrors");
        assertThat(control.sslContext()).isEmpty();
        control.ignorableServerCertificateErrors(Set.of());
        control.sslContext(context);
        for (Runnable late : List.<Runnable>of(
                () -> control.clientCertificate(Keys.certificate()),
                () -> control.trustStore(Keys.roots()),
                () -> control.checkRevocation(true),
                () -> control.ignorableServerCertificateErrors(Set.of(CertificateError.EXPIRED)))) {
            assertThatIllegalStateException().isThrownBy(late::run).withMessageContaining("sslContext");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "sha256/",
                "sha256/AAAA",
                "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "sha256/***"
            })
    @DisplayName("P67-P68 a pin that is none is named")
    void aPinIsAHash(String pin) {
        assertThatThrownBy(() -> control.publicKeyPins(Set.of(pin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pin);
    }

    @ParameterizedTest
    @MethodSource({"supported", "ofConnectingSockets"})
    void supportedOptionsAreTaken(String name, Consumer<MessageControl> set) {
        set.accept(control);
    }

    @Test
    @DisplayName("P27 the message type may change at any time")
    void messageTypeIsNeverFrozen() {
        control.freeze();

        assertThat(control.messageType(MessageType.UTF8).messageType()).isSameAs(MessageType.UTF8);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    @DisplayName("P67-P68 wrong values are named")
    void wrongValuesAreNamed(long value) {
        Duration wrong = Duration.ofSeconds(value);
        Map<String, Runnable> calls = Map.of(
                "bytes must",
                () -> control.maxMessageSize(value),
                "bytes must be 1",
                () -> control.outboundBufferSize((int) value),
                "timeout of connectTimeout",
                () -> control.connectTimeout(wrong),
                "timeout of sendTimeout",
                () -> control.sendTimeout(wrong),
                "timeout of receiveTimeout",
                () -> control.receiveTimeout(wrong),
                "timeout of closeTimeout",
                () -> control.closeTimeout(wrong),
                "interval of unsolicitedPongInterval",
                () -> control.unsolicitedPongInterval(Duration.ofSeconds(-1)),
                "interval of pingInterval",
                () -> control.pingInterval(Duration.ofSeconds(-1)),
                "timeout of deadPeerTimeout",
                () -> control.deadPeerTimeout(Duration.ofNanos(-1)));
        calls.forEach((message, call) ->
                assertThatIllegalArgumentException().isThrownBy(call::run).withMessageStartingWith(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "é"})
    void subProtocolThatIsNoTokenIsRefused(String protocol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.supportedProtocols(List.of(protocol)))
                .withMessageStartingWith("protocols ");
    }

    @Test
    void subProtocolsStandOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.supportedProtocols(List.of("a", "b", "a")))
                .withMessageStartingWith("protocols ");
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void nullsAreNamed() {
        Map<String, Runnable> calls = Map.ofEntries(
                Map.entry("protocols", () -> control.supportedProtocols(null)),
                Map.entry("protocols has a null", () -> control.supportedProtocols(Arrays.asList("a", null))),
                Map.entry("credential", () -> control.serverCredential(null)),
                Map.entry("credential ", () -> control.proxyCredential(null)),
                Map.entry("selector", () -> control.proxy(null)),
                Map.entry("context", () -> control.sslContext(null)),
                Map.entry("errors", () -> control.ignorableServerCertificateErrors(null)),
                Map.entry("validator", () -> control.serverCertificateValidator(null)),
                Map.entry("interval", () -> control.unsolicitedPongInterval(null)),
                Map.entry("timeout", () -> control.sendTimeout(null)),
                Map.entry("type", () -> control.messageType(null)),
                Map.entry("mode", () -> control.receiveMode(null)));
        calls.forEach((name, call) ->
                assertThatNullPointerException().isThrownBy(call::run).withMessage(name.trim()));
    }
}
