package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ConnectFailedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.client.connect.TestAuthority.Template;

/** What the application brings to a connect may fail in any way, or never return. */
@Timeout(60)
class ApplicationCodeTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final MessageWebSocket socket = MessageWebSocket.create();

    @AfterEach
    void end() {
        release.countDown();
        socket.close();
    }

    /** Each puts code of the application's into a socket, at another place. */
    static Stream<Arguments> places() {
        return Stream.of(
                place("bearer token", (socket, code) -> socket.control().bearerToken(() -> {
                    code.run();
                    return "token";
                })),
                place("cookies to send", (socket, code) -> socket.control().cookieHandler(new Cookies(code, () -> {}))),
                place("cookies to keep", (socket, code) -> socket.control().cookieHandler(new Cookies(() -> {}, code))),
                place("proxy", (socket, code) -> socket.control().proxy(new Selector(code))),
                place("name service", (socket, code) -> socket.control().hostResolver(host -> {
                    code.run();
                    return List.of(Peer.loopback(1));
                })));
    }

    private static Arguments place(String name, BiConsumer<MessageWebSocket, Runnable> puts) {
        return Arguments.of(name, puts);
    }

    @ParameterizedTest(name = "an Error in the code for the {0} fails the connect at once")
    @MethodSource("places")
    void anErrorFailsTheConnect(String name, BiConsumer<MessageWebSocket, Runnable> puts) throws Exception {
        puts.accept(socket, () -> {
            throw new NoClassDefFoundError("org/example/Part");
        });
        try (Peer peer = Peer.upgrading()) {
            ConnectFailedException failure = AddressesTest.fails(socket, peer.uri("ws"));
            assertThat(failure.status()).isNotEqualTo(WebErrorStatus.TIMEOUT);
            assertThat(failure).hasStackTraceContaining("org/example/Part");
        }
    }

    @ParameterizedTest(name = "code for the {0} that is stuck does not hold the connect beyond its timeout")
    @MethodSource("places")
    void stuckCodeDoesNotHoldTheConnect(String name, BiConsumer<MessageWebSocket, Runnable> puts) throws Exception {
        puts.accept(socket, this::stuck);
        socket.control().connectTimeout(Duration.ofMillis(500));
        try (Peer peer = Peer.upgrading()) {
            assertThat(AddressesTest.fails(socket, peer.uri("ws")).status()).isEqualTo(WebErrorStatus.TIMEOUT);
        }
    }

    @ParameterizedTest(name = "code for the {0} is interrupted when the connect is cancelled")
    @MethodSource("places")
    void codeIsInterruptedByACancel(String name, BiConsumer<MessageWebSocket, Runnable> puts) throws Exception {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        puts.accept(socket, () -> {
            entered.complete(null);
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.complete(null);
            }
        });
        try (Peer peer = Peer.upgrading()) {
            CompletableFuture<Void> connecting = socket.connectAsync(peer.uri("ws"));
            entered.get(20, TimeUnit.SECONDS);

            assertThat(connecting.cancel(true)).isTrue();

            interrupted.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("an Error in the validator of certificates fails the connect at once")
    void anErrorInTheValidatorFailsTheConnect() throws Exception {
        TestAuthority authority = new TestAuthority("Root");
        socket.control().trustStore(authority.trust()).serverCertificateValidator((chain, ignored) -> {
            throw new AssertionError(new CertificateException("on purpose"));
        });
        try (Peer peer = CertificatesTest.secure(authority.issue(Template.GOOD))) {
            assertThat(AddressesTest.fails(socket, peer.uri("wss")).status()).isNotEqualTo(WebErrorStatus.TIMEOUT);
        }
    }

    /** Takes no notice of an interrupt. */
    private void stuck() {
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // As code does that knows nothing of interrupts.
            }
        }
    }

    private static final class Cookies extends CookieHandler {

        private final Runnable get;
        private final Runnable put;

        Cookies(Runnable get, Runnable put) {
            this.get = get;
            this.put = put;
        }

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            get.run();
            return Map.of();
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            put.run();
        }
    }

    private static final class Selector extends ProxySelector {

        private final Runnable select;

        Selector(Runnable select) {
            this.select = select;
        }

        @Override
        public List<Proxy> select(URI uri) {
            select.run();
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
