package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.spi.ClientEngine;
import org.sluice.core.spi.ClientEngine.HandshakeAnswer;

@Timeout(60)
class TyrusClientEngineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClientEngine engine = new TyrusClientEngine();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(ClientEngine.class).stream().map(ServiceLoader.Provider::type))
                .contains(TyrusClientEngine.class);
    }

    @Test
    void connectsAndEchoes() throws Exception {
        try (GrizzlyServer server = echoServer()) {
            Recorder recorder = new Recorder();
            Session session = connect(recorder, server.uri().resolve("echo"));
            session.getBasicRemote().sendText("hello");
            assertThat(recorder.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
            session.close();
            assertThat(recorder.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void everyContainerIsNew() {
        assertThat(engine.newContainer(PATIENCE)).isNotSameAs(engine.newContainer(PATIENCE));
    }

    @Test
    void connectsBackToBack() throws Exception {
        try (GrizzlyServer server = echoServer()) {
            for (int i = 0; i < 40; i++) {
                connect(new Recorder(), server.uri().resolve("echo")).close();
            }
        }
    }

    @Test
    void findsItsTransportUnderAForeignContextClassLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(engine.newContainer(PATIENCE)).isNotNull();
            assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void refusesATimeoutThatIsNotPositive() {
        assertThatThrownBy(() -> engine.newContainer(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("handshakeTimeout");
    }

    @Test
    void takesATimeoutBeyondItsOwnRange() {
        assertThat(engine.newContainer(Duration.ofDays(365_000))).isNotNull();
        assertThat(engine.newContainer(Duration.ofNanos(1))).isNotNull();
    }

    @Test
    void aSilentServerIsGivenUpAfterTheHandshakeTimeout() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("")) {
            long start = System.nanoTime();
            Throwable failure = catchThrowable(() -> engine.newContainer(Duration.ofMillis(300))
                    .connectToServer(new Recorder(), config(), server.uri()));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            assertThat(failure).isNotNull();
            assertThat(engine.answerIn(failure)).isEmpty();
            assertThat(server.accepted
                            .get(10, TimeUnit.SECONDS)
                            .getInputStream()
                            .read())
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'404 Not Found', '', 404",
        "'500 Internal Server Error', '', 500",
        "'403 Forbidden', '', 403",
        "'200 OK', '', 200",
        "'401 Unauthorized', 'WWW-Authenticate: Basic realm=x', 401",
        "'401 Unauthorized', '', 401",
        "'503 Service Unavailable', 'Retry-After: 120', 503",
        "'302 Found', 'Location: ws://127.0.0.1:1/elsewhere', 302",
        "'101 Switching Protocols', 'Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: bad', 101",
        "'101 Switching Protocols', 'Connection: Upgrade', 101",
    })
    void tellsWhatTheServerAnswered(String status, String headers, int expected) throws Exception {
        String lines = headers.isEmpty() ? "" : headers.replace(";", "\r\n") + "\r\n";
        String length = expected == 101 ? "" : "Content-Length: 0\r\n";
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 " + status + "\r\n" + lines + length + "\r\n")) {
            Throwable failure = catchThrowable(() -> connect(new Recorder(), server.uri()));
            assertThat(engine.answerIn(failure))
                    .map(HandshakeAnswer::httpStatus)
                    .contains(expected);
            assertThat(engine.answerIn(new IOException(failure))).isPresent();
        }
    }

    @Test
    void aFailureOfAnotherKindHoldsNoAnswer() {
        IOException circle = new IOException("a");
        circle.initCause(new IOException("b", circle));
        assertThat(engine.answerIn(circle)).isEmpty();
    }

    @Test
    void threadsAreDaemonsAndEndWithTheConnection() throws Exception {
        try (GrizzlyServer server = echoServer()) {
            Session session = connect(new Recorder(), server.uri().resolve("echo"));
            assertThat(clientThreads().count()).isPositive();
            assertThat(clientThreads().count()).isLessThanOrEqualTo(2);
            assertThat(clientThreads()).allMatch(Thread::isDaemon);
            session.close();
            await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
        }
    }

    @Test
    void aFailedConnectLeavesNoThread() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(catchThrowable(() -> connect(new Recorder(), server.uri())))
                    .isNotNull();
            await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
        }
    }

    @Test
    void aStuckSenderEndsWhenItsConnectionIsAborted() throws Exception {
        Endpoints.Flood.reset();
        try (ScriptedServer server = ScriptedServer.upgrading()) {
            Recorder recorder = new Recorder();
            Session session = connect(recorder, server.uri());
            Thread sender = new Thread(() -> Endpoints.Flood.flood(session), "flood");
            sender.setDaemon(true);
            sender.start();
            await().pollInterval(Duration.ofMillis(100))
                    .during(Duration.ofMillis(500))
                    .until(() -> sender.getState() == Thread.State.WAITING);
            assertThat(ConnectionAbort.abort(session)).isTrue();
            assertThat(Endpoints.Flood.senderEnded.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(recorder.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1006);
            assertThat(ConnectionAbort.abort(session)).isFalse();
        }
    }

    @Test
    void abortOfAnotherContainersSessionIsRefused() throws Exception {
        try (GrizzlyServer server = echoServer()) {
            WebSocketContainer foreign = org.glassfish.tyrus.client.ClientManager.createClient();
            Session session = foreign.connectToServer(
                    new Recorder(), config(), server.uri().resolve("echo"));
            assertThat(ConnectionAbort.abort(session)).isFalse();
            session.close();
        }
    }

    private Session connect(Endpoint endpoint, URI uri) throws Exception {
        return engine.newContainer(PATIENCE).connectToServer(endpoint, config(), uri);
    }

    private static ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create().build();
    }

    private static GrizzlyServer echoServer() throws Exception {
        return GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Endpoints.Echo.class))
                .build());
    }

    private static Stream<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sluice-client"))
                .filter(Thread::isAlive);
    }

    private static final class Recorder extends Endpoint {

        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    texts.add(text);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.complete(reason.getCloseCode().getCode());
        }
    }
}
