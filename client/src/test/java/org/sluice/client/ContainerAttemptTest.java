package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;
import org.sluice.core.socket.MessageSocket;

class ContainerAttemptTest {

    private static final URI SERVER = URI.create("ws://example.test/chat");

    private final RecordingSession session = new RecordingSession("");
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> mayOpen = new CompletableFuture<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    @Test
    @DisplayName("a session that the container opens opens the socket, with partial handlers and the pong handler")
    void anOpenedSessionOpensTheSocket() throws Exception {
        FakeEngine engine = FakeEngine.opening(session);
        MessageSocket socket = socket(engine);
        socket.control().connectTimeout(Duration.ofSeconds(7));
        socket.connect(SERVER);
        assertThat(socket.isOpen()).isTrue();
        assertThat(session.handled).hasSize(3).contains(String.class, ByteBuffer.class);
        assertThat(engine.timeouts).as("asked of the engine").containsExactly(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("P69-P72 P76: the timeout decides, and a session that opens later is closed and never heard of")
    void theTimeoutDecides() {
        AtomicInteger closings = new AtomicInteger();
        MessageSocket socket = socket(openingWhenAllowed());
        socket.onClosed((from, event) -> closings.incrementAndGet());
        socket.control().connectTimeout(Duration.ofSeconds(2));
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        begun.join();
        assertThatThrownBy(connecting::join)
                .cause()
                .asInstanceOf(type(WebSocketException.class))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(WebErrorStatus.TIMEOUT);
                    assertThat(e.phase()).isEqualTo(Phase.UPGRADE);
                    assertThat(e).hasMessageContaining("example.test").hasMessageContaining("PT2S");
                });
        openNow();
        assertIsClosed(session, CloseCodes.GOING_AWAY);
        assertThat(socket.isOpen()).isFalse();
        assertThat(closings).hasValue(0);
    }

    @Test
    @DisplayName("P69-P72: who is told of the timeout may block, and holds up no other deadline")
    void theTimeoutIsNotToldOnTheTimer() throws Exception {
        MessageSocket socket = socket(openingWhenAllowed());
        socket.control().connectTimeout(Duration.ofMillis(50));
        CompletableFuture<Void> otherDeadline = new CompletableFuture<>();
        CompletableFuture<Void> told = socket.connectAsync(SERVER).exceptionally(late -> {
            Timer.Cancel unused = Timer.in(Duration.ZERO, () -> otherDeadline.complete(null));
            return otherDeadline.orTimeout(10, TimeUnit.SECONDS).join();
        });
        try {
            told.get(20, TimeUnit.SECONDS);
        } finally {
            mayOpen.complete(null);
        }
    }

    @Test
    @DisplayName("P69-P72: the engine's own timeout is a timeout too, where it is heard of before ours")
    void theTimeoutOfTheEngineIsATimeout() {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        Duration timeout = Duration.ofMillis(50);
        // Our own comes late.
        Timer.in(Duration.ZERO, failed::join);
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            long begin = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() - begin > timeout.toNanos());
            throw new DeploymentException("Handshake response not received.");
        }));
        socket.control().connectTimeout(timeout);
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        try {
            assertThatThrownBy(connecting::join)
                    .cause()
                    .asInstanceOf(type(WebSocketException.class))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(WebErrorStatus.TIMEOUT));
        } finally {
            failed.complete(null);
        }
    }

    @Test
    @DisplayName("P77: a cancelled connect leaves no session behind")
    void aCancelledConnectLeavesNothing() {
        AtomicInteger closings = new AtomicInteger();
        MessageSocket socket = socket(openingWhenAllowed());
        socket.onClosed((from, event) -> closings.incrementAndGet());
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        begun.join();
        assertThat(connecting.cancel(true)).isTrue();
        assertThatThrownBy(connecting::join).isInstanceOf(CancellationException.class);
        openNow();
        assertIsClosed(session, CloseCodes.GOING_AWAY);
        assertThat(socket.isOpen()).isFalse();
        assertThat(closings).hasValue(0);
    }

    @Test
    @DisplayName("P77: a connect cancelled before it began never reaches the container")
    void aConnectCancelledBeforeItBeganDoesNothing() {
        FakeEngine engine = FakeEngine.opening(session);
        CompletableFuture<Runnable> begin = new CompletableFuture<>();
        MessageSocket socket = new MessageSocket((connecting, request) -> {
            ContainerAttempt attempt = new ContainerAttempt(connecting, request, engine);
            begin.complete(() -> attempt.run(new MessageClientEndpoint((MessageSocket) connecting)));
            return attempt.result();
        });
        socket.connectAsync(SERVER).cancel(true);
        begin.join().run();
        assertThat(engine.timeouts).as("containers made").isEmpty();
    }

    @Test
    @DisplayName("P78: a cancel after the connect has no effect")
    void aLateCancelHasNoEffect() throws Exception {
        MessageSocket socket = socket(FakeEngine.opening(session));
        CompletableFuture<Void> connecting = socket.connectAsync(SERVER);
        connecting.join();
        assertThat(connecting.cancel(true)).isFalse();
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    @DisplayName("section 3: a sub-protocol that was not offered fails the connect")
    void aProtocolNotOfferedFails() {
        RecordingSession other = new RecordingSession("superchat");
        MessageSocket socket = socket(FakeEngine.opening(other));
        socket.control().supportedProtocols(List.of("chat"));
        assertThatThrownBy(() -> socket.connect(SERVER))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("\"superchat\", which was not offered; on offer were [chat]");
        assertIsClosed(other, CloseCodes.PROTOCOL_ERROR);
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    @DisplayName("a sub-protocol on offer is the one that was agreed on")
    void aProtocolOnOfferIsTaken() throws Exception {
        List<String> asked = new ArrayList<>();
        RecordingSession chat = new RecordingSession("chat");
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            asked.addAll(config.getPreferredSubprotocols());
            return chat.open(endpoint, config);
        }));
        socket.control().supportedProtocols(List.of("superchat", "chat"));
        socket.connect(SERVER);
        assertThat(asked).containsExactly("superchat", "chat");
        assertThat(socket.information().protocol()).hasValue("chat");
    }

    @Test
    @DisplayName("the application's headers go out, and the server's are kept")
    void headersAreHandedOn() throws Exception {
        Map<String, List<String>> sent = new ConcurrentHashMap<>();
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            config.getConfigurator().beforeRequest(sent);
            config.getConfigurator().afterResponse(new Answer(Map.of("Server", List.of("it"))));
            return session.open(endpoint, config);
        }));
        socket.setRequestHeader("Authorization", "Bearer 1");
        socket.connect(SERVER);
        assertThat(sent)
                .containsOnly(
                        Map.entry("Authorization", List.of("Bearer 1")),
                        Map.entry("Sluice-Credit", List.of("1; kind=message; window=262144")));
        assertThat(socket.information().handshakeHeaders()).containsEntry("server", List.of("it"));
    }

    @Test
    @DisplayName("what is offered is the least window, or the most where that is less")
    void aSmallWindowIsOffered() throws Exception {
        assertThat(offered(socket -> {})).isEqualTo("1; kind=message; window=262144");
        assertThat(offered(socket -> socket.control().maxReceiveWindow(40_000)))
                .isEqualTo("1; kind=message; window=40000");
        assertThat(offered(socket -> socket.control().minReceiveWindow(32_768)))
                .isEqualTo("1; kind=message; window=32768");
        assertThat(offered(
                        socket -> socket.control().minReceiveWindow(1_000_000).maxReceiveWindow(500_000)))
                .isEqualTo("1; kind=message; window=500000");
    }

    private String offered(Consumer<MessageSocket> options) throws Exception {
        Map<String, List<String>> sent = new ConcurrentHashMap<>();
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            config.getConfigurator().beforeRequest(sent);
            config.getConfigurator().afterResponse(new Answer(Map.of()));
            return session.open(endpoint, config);
        }));
        options.accept(socket);
        socket.connect(SERVER);
        return String.join(" and ", sent.getOrDefault("Sluice-Credit", List.of()));
    }

    @Test
    @DisplayName("P9: what the container throws, checked or not, fails the connect")
    void whatTheContainerThrowsFails() {
        MessageSocket checked = socket(new FakeEngine((endpoint, config, uri) -> {
            throw new DeploymentException("no such thing");
        }));
        assertThatThrownBy(() -> checked.connect(SERVER))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("no such thing");
        MessageSocket unchecked = socket(new FakeEngine((endpoint, config, uri) -> {
            throw new IllegalStateException("not now");
        }));
        assertThatThrownBy(() -> unchecked.connect(SERVER))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("not now");
    }

    @Test
    @DisplayName("an error of the code that the connect runs fails it")
    void anErrorFailsTheConnect() {
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            throw new AssertionError("of the application");
        }));
        assertThat(socket.connectAsync(SERVER))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(WebSocketException.class)
                .withMessageContaining("of the application");
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    @DisplayName("an engine with a missing part fails at once and says what is missing")
    void anIncompleteEngineFailsAtOnce() {
        MessageSocket socket = socket(new FakeEngine((endpoint, config, uri) -> {
            throw new NoClassDefFoundError("org/example/Part");
        }));
        assertThatThrownBy(() -> socket.connect(SERVER))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("org/example/Part")
                .hasMessageContaining("class path");
    }

    private FakeEngine openingWhenAllowed() {
        return new FakeEngine((endpoint, config, uri) -> {
            begun.complete(null);
            mayOpen.join();
            session.open(endpoint, config);
            opened.complete(null);
            return session.session();
        });
    }

    private void openNow() {
        mayOpen.complete(null);
        opened.join();
    }

    private static void assertIsClosed(RecordingSession session, CloseCodes code) {
        await().untilAsserted(() -> assertThat(session.closings)
                .extracting(CloseReason::getCloseCode)
                .containsExactly(code));
    }

    private static MessageSocket socket(FakeEngine engine) {
        return new MessageSocket((socket, request) -> {
            ContainerAttempt attempt = new ContainerAttempt(socket, request, engine);
            Threads.shared().execute(() -> attempt.run(new MessageClientEndpoint((MessageSocket) socket)));
            return attempt.result();
        });
    }

    private record Answer(Map<String, List<String>> headers) implements HandshakeResponse {
        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }
    }
}
