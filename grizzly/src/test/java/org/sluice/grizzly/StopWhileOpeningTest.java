package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops while a WebSocket is between its request and the return of its open handler. */
@Timeout(60)
class StopWhileOpeningTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static volatile CountDownLatch reached = new CountDownLatch(1);
    private static volatile CountDownLatch goOn = new CountDownLatch(1);

    private static volatile Thread held = Thread.currentThread();

    private static void hold() {
        held = Thread.currentThread();
        reached.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the handshake, before it is answered. */
    public static final class Holding extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            hold();
        }
    }

    @ServerEndpoint(value = "/handshake", configurator = Holding.class)
    public static final class HeldInHandshake {}

    @ServerEndpoint("/open")
    public static final class HeldInOpen {
        @OnOpen
        public void open() {
            hold();
        }
    }

    private static final class Peer implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }
    }

    @BeforeEach
    void prepare() {
        reached = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handshake", "open"})
    void aWebSocketThatIsBeingOpenedIsClosedWith1001(String where) throws Exception {
        GrizzlyServer server = GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", HeldInHandshake.class, HeldInOpen.class))
                .build());
        Thread stopping = new Thread(server::close, "stopping");
        stopping.setDaemon(true);
        Peer peer = new Peer();
        try {
            CompletableFuture<WebSocket> connecting =
                    HTTP.newWebSocketBuilder().buildAsync(server.uri().resolve(where), peer);
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

            stopping.start();
            await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING || !stopping.isAlive());
            goOn.countDown();

            WebSocket socket = connecting.get(20, TimeUnit.SECONDS);
            assertThat(peer.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
            socket.abort();
        } finally {
            goOn.countDown();
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"handshake", "open"})
    void theApplicationsCodeIsInterruptedWhereItGoesOn(String where) throws Exception {
        CompletableFuture<WebSocket> connecting;
        try (GrizzlyServer server = GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", HeldInHandshake.class, HeldInOpen.class))
                .closeTimeout(Duration.ofMillis(100))
                .build())) {
            connecting = HTTP.newWebSocketBuilder().buildAsync(server.uri().resolve(where), new Peer());
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        }
        await().until(() -> !held.isAlive());
        await().until(connecting::isDone);
        assertThat(goOn.getCount()).isOne();
    }
}
