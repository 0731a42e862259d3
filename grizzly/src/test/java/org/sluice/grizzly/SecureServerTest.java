package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that encrypts, with the JDK's client at the other end. */
class SecureServerTest {

    private static GrizzlyServer start(TestCertificate certificate, boolean clientCertificates) throws Exception {
        return GrizzlyServer.start(GrizzlyServerOptions.builder()
                .host("localhost")
                .port(0)
                .tls(certificate.server())
                .clientCertificates(clientCertificates)
                .application(WebSocketApplication.of("/", Endpoints.Echo.class, Endpoints.Who.class))
                .build());
    }

    private static HttpClient client(TestCertificate certificate, String protocol) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder()
                .sslContext(certificate.client())
                .sslParameters(parameters)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void messagesComeBackWhateverTheirSize(String protocol) throws Exception {
        TestCertificate certificate = new TestCertificate("localhost");
        try (GrizzlyServer server = start(certificate, false)) {
            assertThat(server.uri()).hasScheme("wss");
            for (int size : new int[] {1, 126, 16_384, 1_000_000}) {
                Whole answer = new Whole();
                WebSocket socket = client(certificate, protocol)
                        .newWebSocketBuilder()
                        .buildAsync(server.uri().resolve("echo"), answer)
                        .get(10, TimeUnit.SECONDS);
                String text = "x".repeat(size);
                socket.sendText(text, true).get(10, TimeUnit.SECONDS);
                assertThat(answer.text.get(10, TimeUnit.SECONDS)).isEqualTo(text);
                socket.sendClose(1000, "").get(10, TimeUnit.SECONDS);
                assertThat(answer.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
            }
        }
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsAskedFor() throws Exception {
        TestCertificate certificate = new TestCertificate("localhost");
        try (GrizzlyServer server = start(certificate, true)) {
            CompletableFuture<WebSocket> connecting = client(certificate, "TLSv1.2")
                    .newWebSocketBuilder()
                    .buildAsync(server.uri().resolve("echo"), new Whole());

            assertThatThrownBy(connecting::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSignsInWithACertificateIsTheSessionsPrincipal(boolean asked) throws Exception {
        TestCertificate certificate = new TestCertificate("localhost");
        try (GrizzlyServer server = start(certificate, asked)) {
            Whole answer = new Whole();
            WebSocket socket = HttpClient.newBuilder()
                    .sslContext(certificate.server())
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(server.uri().resolve("who"), answer)
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("It is ", true).get(10, TimeUnit.SECONDS);
            assertThat(answer.text.get(10, TimeUnit.SECONDS)).isEqualTo(asked ? "It is CN=localhost" : "It is null");
            socket.sendClose(1000, "").get(10, TimeUnit.SECONDS);
            assertThat(answer.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    private static final class Whole implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
