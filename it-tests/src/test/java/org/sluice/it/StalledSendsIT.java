package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.core.MessageEndpoint;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.MessageEcho;
import org.sluice.server.StreamEcho;
import org.sluice.server.launcher.EmbeddedServer;

/** Each way to send, at both ends, to a peer that does not read; and what others notice of it. */
class StalledSendsIT extends OnBothPorts {

    private static final Duration SHORT = Duration.ofMillis(300);
    /** More than a test may take. */
    private static final Duration LONG = Duration.ofSeconds(60);

    /** What the server opened, and how that ended. */
    private static final BlockingQueue<WebSocket> OPENED = new LinkedBlockingQueue<>();

    private static final BlockingQueue<ClosedEvent> CLOSED = new LinkedBlockingQueue<>();

    /** What the server's sockets have to send in. */
    private static volatile Duration patience = SHORT;

    /** Ends the handlers that take nothing. */
    private static volatile CompletableFuture<Void> release = new CompletableFuture<>();

    /** What a test leaves to be closed, the newest first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Leaves its sockets to the test, and takes nothing of what comes. */
    @ServerEndpoint("/messages")
    public static final class Messages extends MessageEndpoint {

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            socket.control().sendTimeout(patience).closeTimeout(SHORT);
            OPENED.add(socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            release.get();
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            CLOSED.add(event);
        }
    }

    /** The same for streams, whose end it sees without reading. */
    @ServerEndpoint("/stream")
    public static final class Streams extends StreamEndpoint {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            socket.control().sendTimeout(patience).closeTimeout(SHORT);
            OPENED.add(socket);
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            CompletableFuture.anyOf(ended, release).get();
        }

        @Override
        protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
            CLOSED.add(event);
            ended.complete(null);
        }
    }

    /** A server that upgrades, and then reads nothing until the end of the test. */
    private static final class Silent implements Closeable {

        private final CountDownLatch over = new CountDownLatch(1);
        private final RawServer server;

        Silent() throws IOException {
            server = new RawServer((connection, key) -> {
                RawServer.upgrade(connection, key);
                assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            });
        }

        void connect(WebSocket socket, Duration patience) throws IOException {
            socket.control().sendTimeout(patience).closeTimeout(SHORT);
            socket.connect(server.uri());
        }

        @Override
        public void close() throws IOException {
            over.countDown();
            server.close();
        }
    }

    static Stream<Arguments> portsAndForms() {
        return ports().flatMap(port -> SendForm.all().map(form -> Arguments.of(port, form)));
    }

    private static EmbeddedServer start() throws Exception {
        return EmbeddedServer.builder()
                .endpoints(List.of(Messages.class, Streams.class, MessageEcho.class, StreamEcho.class))
                .start();
    }

    @BeforeEach
    void forget() {
        OPENED.clear();
        CLOSED.clear();
        patience = SHORT;
        release = new CompletableFuture<>();
    }

    @AfterEach
    void nobodyStaysAtWork() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        BlockedWriters.awaitNone();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("portsAndForms")
    @DisplayName(
            "P73 S send: each way to send of a client fails with TIMEOUT where the peer does not read, and later sends too")
    void clientSends(String port, SendForm form) throws Exception {
        use(port);
        try (WebSocket socket = form.newSocket();
                Silent peer = new Silent()) {
            Inbox inbox = Inbox.ofClosing(socket);
            peer.connect(socket, SHORT);

            assertTimesOut(form, socket);

            assertLost(inbox.closed());
            assertThat(failure(form, socket)).isInstanceOf(WebSocketException.class);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("portsAndForms")
    @DisplayName(
            "P73 S send: each way to send of a server fails with TIMEOUT where the peer does not read, and later sends too")
    void serverSends(String port, SendForm form) throws Exception {
        use(port);
        try (EmbeddedServer server = start();
                RawClient peer = RawClient.connect(server.uri().resolve(form.path()))) {
            WebSocket socket = OPENED.poll(20, TimeUnit.SECONDS);
            assertThat(socket).isNotNull();

            assertTimesOut(form, socket);

            ClosedEvent closed = CLOSED.poll(20, TimeUnit.SECONDS);
            assertThat(closed).isNotNull();
            assertLost(closed);
            assertThat(failure(form, socket)).isInstanceOf(WebSocketException.class);
            assertThat(peer.ends()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("portsAndForms")
    @DisplayName(
            "P73 S send: each way to send fails with TIMEOUT where flow control waits for an application that takes nothing")
    void sendsToAnApplicationThatTakesNothing(String port, SendForm form) throws Exception {
        use(port);
        try (EmbeddedServer server = start();
                WebSocket socket = form.newSocket()) {
            socket.control().sendTimeout(SHORT).closeTimeout(SHORT);
            socket.connect(server.uri().resolve(form.path()));
            try {
                assertTimesOut(form, socket);
            } finally {
                release.complete(null);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S send: the round trips of other sockets go on while each way to send, at both ends, waits for a peer that does not read")
    void othersGoOn(String port) throws Exception {
        use(port);
        patience = LONG;
        EmbeddedServer server = start();
        opened.push(server);
        for (SendForm form : SendForm.all().toList()) {
            stallAtClient(form);
            stallAtServer(form, server);
        }

        try (MessageWebSocket socket = MessageWebSocket.create();
                StreamWebSocket stream = StreamWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(server.uri().resolve("message/echo"));
            stream.connect(server.uri().resolve("stream/echo"));
            for (int i = 0; i < 100; i++) {
                socket.send("message " + i);
                assertThat(inbox.next().text()).isEqualTo("message " + i);
                stream.outputStream().write(i);
                stream.outputStream().flush();
                assertThat(stream.nextMessage().orElseThrow().readAllBytes()).containsExactly(i);
            }
        }
    }

    private void stallAtClient(SendForm form) throws IOException {
        Silent peer = new Silent();
        opened.push(peer);
        WebSocket socket = form.newSocket();
        opened.push(socket);
        peer.connect(socket, LONG);
        stalled(form, socket);
    }

    private void stallAtServer(SendForm form, EmbeddedServer server) throws Exception {
        RawClient peer = RawClient.connect(server.uri().resolve(form.path()));
        opened.push(peer::reset);
        WebSocket socket = OPENED.poll(20, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        stalled(form, socket);
    }

    /** Has a thread that waits for the peer, and whose send ends with the connection. */
    private static void stalled(SendForm form, WebSocket socket) {
        Caller unused = Caller.of(() -> form.sendOn(socket)).awaitWaiting();
    }

    @Test
    @DisplayName("S send: no way to send is left out here")
    void allForms() {
        List<String> forms = SendForm.all().map(SendForm::toString).toList();
        assertThat(waysToSend(MessageWebSocket.class)).isNotEmpty().allSatisfy(way -> assertThat(forms)
                .anyMatch(form -> form.startsWith(way)));
        assertThat(waysToSend(StreamWebSocket.class)).isNotEmpty().allSatisfy(way -> assertThat(forms)
                .anyMatch(form -> form.startsWith(way)));
    }

    /** The methods that send, or return something that does. */
    private static List<String> waysToSend(Class<? extends WebSocket> kind) {
        return Arrays.stream(kind.getMethods())
                .filter(method -> method.getName().startsWith("send")
                        || OutputStream.class.isAssignableFrom(method.getReturnType())
                        || WritableByteChannel.class.isAssignableFrom(method.getReturnType())
                        || Flow.Subscriber.class.isAssignableFrom(method.getReturnType()))
                .map(method -> method.getParameterCount() == 1
                        ? method.getName() + "(" + method.getParameterTypes()[0].getSimpleName() + ")"
                        : method.getName())
                .toList();
    }

    private static void assertTimesOut(SendForm form, WebSocket socket) {
        assertThat(failure(form, socket)).isInstanceOfSatisfying(WebSocketException.class, late -> {
            assertThat(late.status()).as("%s", late).isSameAs(WebErrorStatus.TIMEOUT);
            assertThat(late.phase()).isSameAs(Phase.TRANSFER);
        });
    }

    /** What the application is told; on a thread of its own, so that a send that does not return fails the test. */
    private static Throwable failure(SendForm form, WebSocket socket) {
        Throwable thrown =
                catchThrowable(() -> Sending.of(() -> form.sendOn(socket)).get(20, TimeUnit.SECONDS));
        while (thrown instanceof ExecutionException && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }

    private static void assertLost(ClosedEvent event) {
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.clean()).isFalse();
    }
}
