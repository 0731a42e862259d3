package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WhenFull;
import org.sluice.core.application.Applications;
import org.sluice.core.common.Threads;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.doubles.FakeDirect;
import org.sluice.core.doubles.FakeSession;
import org.sluice.core.doubles.Worker;
import org.sluice.core.port.Opening;
import org.sluice.core.port.ServerHandshake;

@DisplayName("P10 P26 endpoints of both kinds on any container")
class EndpointsTest {

    private static final EndpointConfig CONFIG = new EndpointConfig() {
        @Override
        public List<Class<? extends jakarta.websocket.Encoder>> getEncoders() {
            return List.of();
        }

        @Override
        public List<Class<? extends jakarta.websocket.Decoder>> getDecoders() {
            return List.of();
        }

        @Override
        public Map<String, Object> getUserProperties() {
            return Map.of();
        }
    };

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Echoes messages; refuses the sub-protocol "refused". */
    private class Echo extends MessageEndpoint {
        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) throws Exception {
            if (socket.information().protocol().filter("refused"::equals).isPresent()) {
                throw new IOException("refused");
            }
            socket.control().maxMessageSize(100);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            socket.send("echo " + message.text());
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            events.add("closed:" + event.code() + ":" + event.closedBy());
        }
    }

    private final Echo echo = new Echo();

    /** A session on an endpoint, whose container reports the close that this end begins. */
    private static FakeSession open(SocketEndpoint endpoint) throws Exception {
        FakeSession session = new FakeSession();
        session.onClose(reason -> endpoint.containerClosed(session.session(), reason));
        endpoint.containerOpened(session.session(), CONFIG);
        return session;
    }

    @Test
    void handlersOfDataStayWithTheSessionOnlyWhereDataComesThroughThem() throws Exception {
        MessageHandler.Whole<String> handler = text -> {};
        FakeSession direct = new FakeSession();
        direct.handlers.put(String.class, handler);
        Opening.during(new FakeDirect(), ServerHandshake.NONE, () -> echo.containerOpened(direct.session(), CONFIG));
        FakeSession portable = new FakeSession();
        portable.handlers.put(String.class, handler);
        echo.containerOpened(portable.session(), CONFIG);

        assertThat(direct.handlers).isEmpty();
        assertThat(portable.handlers).containsValue(handler);
    }

    @Test
    void severalSessionsShareOneEndpointObject() throws Exception {
        FakeSession first = open(echo);
        FakeSession second = open(echo);

        echo.containerText("a", false, first.session());
        echo.containerText("x", true, second.session());
        echo.containerText("b", true, first.session());

        assertThat(first.wire().awaitFrames(1).sent()).containsExactly("text:echo ab");
        assertThat(second.wire().awaitFrames(1).sent()).containsExactly("text:echo x");
        echo.containerClosed(first.session(), new CloseReason(CloseCodes.getCloseCode(4000), ""));
        await().until(() -> events.equals(List.of("closed:4000:REMOTE")));
        echo.containerText("y", true, second.session());
        assertThat(second.wire().awaitFrames(2).sent()).contains("text:echo y");
    }

    @Test
    void handlerThatFailsClosesTheSession() throws Exception {
        FakeSession session = open(echo);

        // Binary has no text.
        echo.containerBinary(ByteBuffer.allocate(1), true, session.session());

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1011);
        await().until(() -> events.equals(List.of("closed:1011:LOCAL")));
    }

    @Test
    void optionsOfTheOpenCallbackHold() throws Exception {
        FakeSession session = open(echo);

        echo.containerText("a".repeat(101), true, session.session());

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1009);
    }

    @Test
    void aSessionThatMayHaveTheCreditOfAnotherIsClosedWith1013() {
        FakeSession session = new FakeSession();
        session.onClose(reason -> echo.containerClosed(session.session(), reason));
        Map<String, Object> shared = session.session().getUserProperties();
        assertThat(AgreedCredit.keep(shared, Optional.of(new CreditTerms(65_536, 65_536, false)), System.nanoTime()))
                .isPresent();
        assertThat(AgreedCredit.keep(shared, Optional.empty(), System.nanoTime()))
                .isEmpty();

        echo.containerOpened(session.session(), CONFIG);

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1013);
        assertThat(session.wire().sent()).isEmpty();
    }

    @Test
    void openCallbackThatThrowsRefusesTheConnection() {
        FakeSession session = new FakeSession();
        session.protocol = "refused";

        // Told to nobody else: a container that hears of it may close with another code, or cut.
        echo.containerOpened(session.session(), CONFIG);

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1011);
    }

    @Test
    void errorAndPongAreTaken() throws Exception {
        FakeSession session = open(echo);
        PongMessage pong = () -> ByteBuffer.allocate(3);
        echo.containerPong(pong, session.session());
        session.open = false;
        echo.containerFailed(session.session(), new IOException("Connection reset"));

        await().until(() -> events.equals(List.of("closed:1006:NONE")));
    }

    @Test
    void errorOfASessionThatTellsNothingAnyMoreIsPassedOver() throws Exception {
        FakeSession session = open(echo);
        session.silentOnceClosed = true;
        session.session().close(new CloseReason(CloseCodes.getCloseCode(4000), ""));

        echo.containerFailed(session.session(), new IOException("Connection reset"));

        assertThatIllegalStateException().isThrownBy(() -> echo.containerText("a", true, session.session()));
    }

    @Test
    void containersIdleTimeoutIsOffUnlessTheApplicationWantsIt() throws Exception {
        assertThat(open(echo).maxIdleTimeout).isZero();
        Echo idle = new Echo() {
            @Override
            protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
                session.setMaxIdleTimeout(7);
            }
        };
        assertThat(open(idle).maxIdleTimeout).isEqualTo(7);
    }

    @Test
    void sessionThatNeverOpenedMayEndAndFailButNotReceive() {
        FakeSession session = new FakeSession();
        echo.containerClosed(session.session(), new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
        echo.containerFailed(session.session(), new IOException("x"));

        assertThatIllegalStateException().isThrownBy(() -> echo.containerText("a", true, session.session()));
        assertThat(events).isEmpty();
    }

    private static Applications.Stop started(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("sluice." + namesAndValues[i], namesAndValues[i + 1]);
        }
        Settings settings = Settings.read(SettingSource.contextParameters(values::get, values.keySet()));
        return Applications.start(EndpointsTest.class.getClassLoader(), settings, Threads.own(), false);
    }

    /** Takes no option into its own hands. */
    private static final class Configured extends MessageEndpoint {
        private final CompletableFuture<MessageWebSocket> opened = new CompletableFuture<>();

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            opened.complete(socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    @Test
    void settingsOfTheApplicationAreTheDefaultsOfItsSockets() throws Exception {
        Configured endpoint = new Configured();
        try (Applications.Stop stop = started(
                "max-message-size", "7",
                "send-timeout", "1s",
                "receive-timeout", "2s",
                "close-timeout", "3s",
                "idle-timeout", "4s",
                "when-full", "drop-newest")) {
            FakeSession session = open(endpoint);
            MessageWebSocketControl control = endpoint.opened.join().control();

            assertThat(stop).isNotNull();
            assertThat(control.maxMessageSize()).isEqualTo(7);
            assertThat(control.sendTimeout()).isEqualTo(Duration.ofSeconds(1));
            assertThat(control.receiveTimeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(control.closeTimeout()).isEqualTo(Duration.ofSeconds(3));
            assertThat(session.maxIdleTimeout).isEqualTo(4000);
            assertThat(control.whenFull()).isSameAs(WhenFull.DROP_NEWEST);
        }
    }

    @Test
    void openCallbackOverridesTheSettings() throws Exception {
        try (Applications.Stop stop = started("max-message-size", "7")) {
            FakeSession session = open(echo);
            assertThat(stop).isNotNull();
            echo.containerText("a".repeat(100), true, session.session());
            assertThat(session.wire().awaitFrames(1).sent()).hasSize(1);
        }
    }

    @Test
    void stopOfTheApplicationClosesItsSockets() throws Exception {
        Applications.Stop stop = started();
        FakeSession session = open(echo);

        stop.close();

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1001);
        assertThat(events).containsExactly("closed:1001:LOCAL");
    }

    @Test
    void connectionThatComesWhileTheApplicationStopsIsTurnedAway() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Applications.Stop stop = started();
        FakeSession first = open(new Work(socket -> {
            begun.countDown();
            awaitUninterruptibly(mayEnd);
        }));
        begun.await();
        Worker<String> stopping = Worker.run(stop::close);
        first.awaitClose();
        Configured endpoint = new Configured();

        FakeSession late = open(endpoint);

        assertThat(late.awaitClose().getCloseCode().getCode()).isEqualTo(1001);
        assertThat(endpoint.opened).isNotDone();
        mayEnd.countDown();
        assertThat(stopping.result()).isEqualTo("returned");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException again) {
                // The test says when it ends.
                done = latch.getCount() == 0;
            }
        }
    }

    /** Does what the test says. */
    private final class Work extends StreamEndpoint {
        private final Task task;

        Work(Task task) {
            this.task = task;
        }

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            socket.control().receiveTimeout(Duration.ofMillis(50));
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            task.run(socket);
        }

        @Override
        protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
            events.add("closed:" + event.code() + ":" + event.closedBy());
        }
    }

    private interface Task {
        void run(StreamWebSocket socket) throws Exception;
    }

    private int closeCodeAfter(Task task) throws Exception {
        int code = open(new Work(task)).awaitClose().getCloseCode().getCode();
        await().dontCatchUncaughtExceptions().until(() -> events.equals(List.of("closed:" + code + ":LOCAL")));
        return code;
    }

    @Test
    void workThatReturnsClosesWith1000() throws Exception {
        assertThat(closeCodeAfter(socket -> {})).isEqualTo(1000);
    }

    @Test
    void workThatFailsClosesWith1011() throws Exception {
        assertThat(closeCodeAfter(socket -> {
                    throw new IOException("application");
                }))
                .isEqualTo(1011);
    }

    @Test
    void workThatEndsInAnErrorClosesWith1011() throws Exception {
        assertThat(closeCodeAfter(socket -> {
                    throw new AssertionError("application");
                }))
                .isEqualTo(1011);
    }

    @Test
    @DisplayName("P73 a peer that is silent for too long is closed with 1001")
    void receiveTimeoutClosesWith1001() throws Exception {
        assertThat(closeCodeAfter(socket -> {
                    int unused = socket.inputStream().read();
                }))
                .isEqualTo(1001);
    }

    @Test
    void otherFailureOfTheSocketClosesWith1011() throws Exception {
        assertThat(closeCodeAfter(socket -> {
                    socket.inputStream().close();
                    int unused = socket.inputStream().read();
                }))
                .isEqualTo(1011);
    }

    @Test
    void streamsFlowBothWays() throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        Work work = new Work(socket -> {
            socket.control();
            read.complete(new String(socket.inputStream().readNBytes(4), StandardCharsets.UTF_8));
            socket.outputStream().write('x');
            socket.outputStream().flush();
        });
        FakeSession session = open(work);
        work.containerBinary(StandardCharsets.UTF_8.encode("ab"), false, session.session());
        work.containerBinary(StandardCharsets.UTF_8.encode("cd"), true, session.session());

        assertThat(read.join()).isEqualTo("abcd");
        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1000);
        assertThat(session.wire().sent()).containsExactly("binary:x");
    }
}
