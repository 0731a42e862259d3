package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Template;

/** Code of the application that a connect asks, and that fails with an error such as an assertion. */
@Timeout(60)
class ApplicationErrorsTest {

    private static AssertionError error() {
        return new AssertionError("of the application");
    }

    static Stream<Arguments> asked() {
        CookieHandler cookies = new CookieManager() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                throw error();
            }
        };
        ProxySelector proxies = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw error();
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
        return Stream.of(
                of(
                        "hostResolver",
                        control -> control.hostResolver(host -> {
                            throw error();
                        })),
                of("proxy", control -> control.proxy(proxies)),
                of(
                        "serverCertificateValidator",
                        control -> control.serverCertificateValidator((chain, ignored) -> {
                            throw error();
                        })),
                of(
                        "bearerToken",
                        control -> control.bearerToken(() -> {
                            throw error();
                        })),
                of("cookieHandler", control -> control.cookieHandler(cookies)));
    }

    private static Arguments of(String option, Consumer<MessageWebSocketControl> set) {
        return Arguments.of(option, set);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asked")
    void failTheConnectAtOnceAndAreItsCause(String option, Consumer<MessageWebSocketControl> set) throws Exception {
        try (Peer peer = CertificatesTest.secure(CertificatesTest.TRUSTED.issue(Template.GOOD));
                MessageWebSocket socket = CertificatesTest.trusting(CertificatesTest.TRUSTED)) {
            socket.control().connectTimeout(Duration.ofSeconds(20));
            set.accept(socket.control());

            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("wss"));

            assertThat(failure).as(option).hasStackTraceContaining("of the application");
            assertThat(failure.status()).as(option).isNotEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(peer.requests).isEmpty();
        }
    }
}
