package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.CertificateError;

@DisplayName("P67-P68 a wrong option is reported at once, by the name of the argument")
class WrongOptionsTest {

    private final MessageControl control = new MessageControl(true);

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    @DisplayName("P67-P68 wrong values are named")
    void wrongValuesAreNamed(long value) {
        Duration wrong = Duration.ofSeconds(value);
        Map<String, Runnable> calls = Map.ofEntries(
                Map.entry("bytes must be 1 or more, or UNLIMITED", () -> control.maxMessageSize(value)),
                Map.entry("bytes must be 1 or more, but", () -> control.outboundBufferSize((int) value)),
                Map.entry(
                        "bytes of minReceiveWindow must be 32768 to 1073741824, but is " + value,
                        () -> control.minReceiveWindow((int) value)),
                Map.entry(
                        "bytes of maxReceiveWindow must be 32768 to 1073741824, but is " + value,
                        () -> control.maxReceiveWindow((int) value)),
                Map.entry("timeout of connectTimeout", () -> control.connectTimeout(wrong)),
                Map.entry("timeout of overallConnectTimeout", () -> control.overallConnectTimeout(wrong)),
                Map.entry("timeout of sendTimeout", () -> control.sendTimeout(wrong)),
                Map.entry("timeout of receiveTimeout", () -> control.receiveTimeout(wrong)),
                Map.entry("timeout of closeTimeout", () -> control.closeTimeout(wrong)),
                Map.entry(
                        "interval of unsolicitedPongInterval",
                        () -> control.unsolicitedPongInterval(Duration.ofSeconds(-1))),
                Map.entry("interval of pingInterval", () -> control.pingInterval(Duration.ofSeconds(-1))),
                Map.entry("timeout of deadPeerTimeout", () -> control.deadPeerTimeout(Duration.ofNanos(-1))));
        calls.forEach((message, call) ->
                assertThatIllegalArgumentException().isThrownBy(call::run).withMessageStartingWith(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 6})
    void numbersOfRedirectsAreZeroToFive(int most) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.maxRedirects(most))
                .withMessage("most must be 0 to 5, but is " + most);
    }

    @Test
    void anAddressIsResolved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.localAddress(InetSocketAddress.createUnresolved("host.invalid", 1)))
                .withMessageStartingWith("address ");
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
    void aPinIsAHash(String pin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.publicKeyPins(Set.of(pin)))
                .withMessageStartingWith("pins has \"" + pin);
    }

    @Test
    void listsOfNamesAreNotEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.tlsProtocols(List.of()))
                .withMessageStartingWith("protocols is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.tlsCipherSuites(List.of()))
                .withMessageStartingWith("suites is empty");
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
        Map<String, List<Runnable>> calls = Map.ofEntries(
                Map.entry(
                        "protocols", List.of(() -> control.supportedProtocols(null), () -> control.tlsProtocols(null))),
                Map.entry("suites", List.of(() -> control.tlsCipherSuites(null))),
                Map.entry("pins", List.of(() -> control.publicKeyPins(null))),
                Map.entry("errors", List.of(() -> control.ignorableServerCertificateErrors(null))),
                Map.entry(
                        "credential",
                        List.of(() -> control.serverCredential(null), () -> control.proxyCredential(null))),
                Map.entry("tokens", List.of(() -> control.bearerToken(null))),
                Map.entry("handler", List.of(() -> control.cookieHandler(null))),
                Map.entry("selector", List.of(() -> control.proxy(null))),
                Map.entry("resolver", List.of(() -> control.hostResolver(null))),
                Map.entry("address", List.of(() -> control.localAddress(null))),
                Map.entry("context", List.of(() -> control.sslContext(null))),
                Map.entry("certificate", List.of(() -> control.clientCertificate(null))),
                Map.entry("roots", List.of(() -> control.trustStore(null))),
                Map.entry("validator", List.of(() -> control.serverCertificateValidator(null))),
                Map.entry(
                        "interval",
                        List.of(() -> control.unsolicitedPongInterval(null), () -> control.pingInterval(null))),
                Map.entry(
                        "timeout",
                        List.of(
                                () -> control.connectTimeout(null),
                                () -> control.overallConnectTimeout(null),
                                () -> control.sendTimeout(null),
                                () -> control.receiveTimeout(null),
                                () -> control.closeTimeout(null),
                                () -> control.deadPeerTimeout(null))),
                Map.entry("type", List.of(() -> control.messageType(null))),
                Map.entry("mode", List.of(() -> control.receiveMode(null))));
        calls.forEach((name, setters) -> setters.forEach(setter ->
                assertThatNullPointerException().isThrownBy(setter::run).withMessage(name)));
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without a null checker may do.
    void nullsInsideAreNamed() {
        Map<String, List<Runnable>> calls = Map.of(
                "protocols has a null",
                List.of(
                        () -> control.supportedProtocols(Arrays.asList("a", null)),
                        () -> control.tlsProtocols(Arrays.asList("TLSv1.3", null))),
                "suites has a null",
                List.of(() -> control.tlsCipherSuites(Arrays.asList("TLS_AES_128_GCM_SHA256", null))),
                "errors has a null",
                List.of(() -> control.ignorableServerCertificateErrors(
                        new HashSet<>(Arrays.asList(CertificateError.EXPIRED, null)))),
                "pins has a null",
                List.of(() -> control.publicKeyPins(new HashSet<>(Arrays.asList((String) null)))));
        calls.forEach((message, setters) -> setters.forEach(setter ->
                assertThatNullPointerException().isThrownBy(setter::run).withMessage(message)));
    }
}
