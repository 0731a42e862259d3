package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;

/** What ends a call that waits, timeouts and interrupts, and that nothing of it stays behind; against a peer that does nothing. */
class WaitsIT extends OnBothPorts {

    private static final Duration SHORT = Duration.ofMillis(200);
    /** More than a test may take, so that no timeout comes in the place of an interrupt. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final byte[] MEBIBYTE = new byte[1024 * 1024];

    /** A server that upgrades, and reads nothing until it is told. */
    private static final class Silent implements AutoCloseable {

        final CountDownLatch read = new CountDownLatch(1);
        final CompletableFuture<MaskedFrames.Frame> first = new CompletableFuture<>();
        private final RawServer server;

        Silent(String says) throws IOException {
            server = new RawServer((connection, key) -> {
                RawServer.upgrade(connection, key);
                RawServer.send(connection, says);
                assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
                answer(connection);
            });
        }

        private void answer(Socket connection) {
            try {
                first.complete(new MaskedFrames(connection).next());
                RawServer.send(connection, "\u0082\u0001*");
                MaskedFrames.Frame unused = RawServer.readClose(connection);
                RawServer.send(connection, "\u0088\u0000");
                RawServer.end(connection);
            } catch (IOException cut) {
                first.completeExceptionally(cut);
            }
        }

        <S extends WebSocket> S connect(S socket, Duration patience) throws IOException {
            socket.control().sendTimeout(patience).receiveTimeout(patience).closeTimeout(SHORT);
            socket.connect(server.uri());
            return socket;
        }

        @Override
        public void close() throws IOException {
            read.countDown();
            server.close();
        }
    }

    @AfterEach
    void nobodyStaysAtWork() {
        BlockedWriters.awaitNone();
    }

    private static void assertTimeout(Throwable late) {
        assertThat(late).isNotNull();
        assertThat(WebErrorStatus.of(late)).as("%s", late).isSameAs(WebErrorStatus.TIMEOUT);
    }

    private static void assertLost(Inbox inbox) throws Exception {
        ClosedEvent event = inbox.closed();
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.clean()).isFalse();
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73 send: a message that the peer does not take in time fails, and the connection is cut")
    void lateMessage(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            peer.connect(socket, SHORT);

            assertTimeout(catchThrowable(() -> {
                while (true) {
                    socket.send(ByteBuffer.wrap(MEBIBYTE));
                }
            }));

            assertLost(inbox);
            assertThatThrownBy(() -> socket.send("late")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73 send: so does one that nobody waits for, and all that are behind it")
    void lateAsyncMessages(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            peer.connect(socket, SHORT);

            CompletableFuture<Void> newest;
            do {
                newest = socket.sendAsync(ByteBuffer.wrap(MEBIBYTE));
                await().pollInterval(Duration.ofMillis(5)).until(newest::isDone);
            } while (!newest.isCompletedExceptionally());

            assertTimeout(newest.handle((none, late) -> late).join());
            assertLost(inbox);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73 receive: a message that does not begin in time fails the wait, and the next wait goes on")
    void lateNextMessage(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                StreamWebSocket socket = StreamWebSocket.create()) {
            peer.connect(socket, SHORT);

            assertTimeout(catchThrowable(socket::nextMessage));
            assertTimeout(catchThrowable(() -> socket.inputStream().read()));

            socket.outputStream().write(1);
            socket.outputStream().flush();
            peer.read.countDown();
            assertThat(nextByte(socket)).isEqualTo('*');
        }
    }

    /** However long it takes to come. */
    private static int nextByte(StreamWebSocket socket) throws IOException {
        while (true) {
            try {
                return socket.inputStream().read();
            } catch (IOException late) {
                assertTimeout(late);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73: an interrupt surfaces in a send at once, which does not count as sent")
    void interruptOfASend(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                MessageWebSocket socket = MessageWebSocket.create()) {
            peer.connect(socket, LONG);
            Caller sender = Caller.of(() -> {
                while (true) {
                    socket.send(ByteBuffer.wrap(MEBIBYTE));
                }
            });

            sender.awaitWaiting().interrupt();

            sender.endsInterrupted();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73: an interrupt surfaces in a write to a stream at once")
    void interruptOfAWrite(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                StreamWebSocket socket = StreamWebSocket.create()) {
            peer.connect(socket, LONG);
            OutputStream out = socket.newMessage();
            Caller writer = Caller.of(() -> {
                while (true) {
                    out.write(MEBIBYTE);
                }
            });

            writer.awaitWaiting().interrupt();

            writer.endsInterrupted();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73: an interrupt surfaces in a read at whatever moment, and costs neither the connection nor a byte")
    void interruptOfReads(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("");
                StreamWebSocket socket = StreamWebSocket.create()) {
            peer.connect(socket, LONG);
            for (int i = 0; i < 30; i++) {
                boolean message = i % 2 == 0;
                Caller reader = Caller.of(() -> {
                    if (message) {
                        Optional<?> unused = socket.nextMessage();
                    } else {
                        int unused = socket.inputStream().read();
                    }
                });
                // Before it waits, on the thread that reads the connection itself, and while it waits for another.
                LockSupport.parkNanos(i * 700_000L);
                reader.interrupt();
                reader.endsInterrupted();
            }
            assertThat(socket.isOpen()).isTrue();
            socket.outputStream().write(1);
            socket.outputStream().flush();
            peer.read.countDown();
            assertThat(socket.inputStream().read()).isEqualTo('*');
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P73: a thread that comes interrupted does not harm the connection, whatever it calls")
    void interruptedBefore(String port) throws Exception {
        use(port);
        try (Silent peer = new Silent("\u0082\u0002ab");
                StreamWebSocket socket = StreamWebSocket.create()) {
            Inbox inbox = Inbox.ofClosing(socket);
            peer.connect(socket, LONG);
            assertThat(socket.inputStream().read()).isEqualTo('a');
            Caller caller = Caller.of(() -> {
                Thread.currentThread().interrupt();
                assertThat(socket.inputStream().read()).isEqualTo('b');
                Throwable unused = catchThrowable(() -> {
                    socket.outputStream().write(1);
                    socket.outputStream().flush();
                });
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            caller.returns();
            assertThat(socket.isOpen()).isTrue();
            socket.outputStream().write(2);
            socket.outputStream().flush();
            peer.read.countDown();
            assertThat(peer.first.get(20, TimeUnit.SECONDS).payload()).hasSize(1);
            assertThat(socket.inputStream().read()).isEqualTo('*');
            assertThat(inbox.isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P77: an interrupt surfaces in a connect, and gives it up")
    void interruptOfAConnect(String port) throws Exception {
        use(port);
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    asked.complete(null);
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Caller connecting = Caller.of(() -> socket.connect(server.uri()));
            asked.get(20, TimeUnit.SECONDS);

            connecting.awaitWaiting().interrupt();

            connecting.endsInterrupted();
            assertThat(socket.isOpen()).isFalse();
        }
    }

    /** Over a Jakarta session the container tells the end, most of them as soon as the close frame is out. */
    @Test
    @DisplayName("S close: a peer that does not answer is waited for as long as the close timeout, and then cut")
    void unansweredClose() throws Exception {
        use("auto");
        CompletableFuture<MaskedFrames.Frame> close = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    close.complete(new MaskedFrames(connection).next());
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().closeTimeout(SHORT);
            socket.connect(server.uri());

            socket.close(4000, "nobody there?");

            assertThat(close.get(20, TimeUnit.SECONDS).opcode()).isEqualTo(8);
            assertLost(inbox);
            assertThatThrownBy(() -> socket.send("late"))
                    .isInstanceOfSatisfying(SocketClosedException.class, late -> assertThat(late.closeCode())
                            .isEqualTo(4000));
        }
    }
}
