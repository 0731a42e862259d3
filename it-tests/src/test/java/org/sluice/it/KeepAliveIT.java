package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;

/** When a client takes its server for dead, and when not; on both ports, against a server that a test drives frame by frame. */
class KeepAliveIT extends OnBothPorts {

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /**
     * So many pings take several times as long as interval and timeout together. That is all that a handler of 60 s, or a message of 1 GiB,
     * would show: what counts is that nothing but the limits is exceeded. {@link LivenessIT} has the full ones.
     */
    private static final int LONG = 64;

    /** Of a message that is taken slowly: more than the systems hold of it, so that pings wait for longer than the timeout. */
    static final int LARGE = 20 * 1024 * 1024;

    /**
     * Long enough that pings wait for longer than the timeout, and short enough that a third of 4 MiB, which is what the client's system lets
     * out at most before it says that it takes more, is read within two thirds of it.
     */
    static final Duration FOR_A_FRAME = Duration.ofMillis(30);

    private static final int PING = 9;

    private static MessageWebSocket messages() {
        MessageWebSocket socket = MessageWebSocket.create();
        socket.control().pingInterval(INTERVAL).deadPeerTimeout(TIMEOUT);
        return socket;
    }

    private static StreamWebSocket stream() {
        StreamWebSocket socket = StreamWebSocket.create();
        socket.control().pingInterval(INTERVAL).deadPeerTimeout(TIMEOUT);
        return socket;
    }

    private static ByteBuffer nextPing(MaskedFrames frames) throws IOException {
        MaskedFrames.Frame ping = frames.next();
        assertThat(ping.opcode()).isEqualTo(PING);
        return ByteBuffer.wrap(ping.payload());
    }

    private static void pong(Socket connection, ByteBuffer payload) throws IOException {
        byte[] frame = ByteBuffer.allocate(2 + payload.remaining())
                .put((byte) 0x8a)
                .put((byte) payload.remaining())
                .put(payload)
                .array();
        connection.getOutputStream().write(frame);
    }

    /** Takes a large message, the first half slowly, and answers each ping when it comes to it. */
    private static void takeSlowly(Socket connection) throws IOException {
        MaskedFrames frames = new MaskedFrames(connection);
        int left = LARGE;
        while (left > 0) {
            MaskedFrames.Frame frame = frames.next();
            if (frame.opcode() == PING) {
                pong(connection, ByteBuffer.wrap(frame.payload()));
                continue;
            }
            left -= frame.payload().length;
            if (left > LARGE / 2) {
                LockSupport.parkNanos(FOR_A_FRAME.toNanos());
            }
        }
    }

    private static void assertLost(ClosedEvent event) {
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.closedBy()).isSameAs(ClosedBy.NONE);
        assertThat(event.clean()).isFalse();
        assertThat(event.reason()).contains("after a ping");
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: a server that falls silent is found: closed with 1006, and a pending read fails")
    void silentServer(String transport) throws Exception {
        use(transport);
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    RawServer.awaitEnd(connection);
                });
                StreamWebSocket socket = stream()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            assertThatThrownBy(() -> socket.inputStream().read())
                    .isInstanceOf(SocketClosedException.class)
                    .hasMessageContaining("1006");
            assertLost(inbox.closed());
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: while a handler works the server's pongs still count")
    void workingHandler(String transport) throws Exception {
        use(transport);
        CompletableFuture<Void> outlived = new CompletableFuture<>();
        CountDownLatch work = new CountDownLatch(1);
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    RawServer.send(connection, "\u0081\u0002go");
                    MaskedFrames frames = new MaskedFrames(connection);
                    for (int i = 0; i < LONG; i++) {
                        pong(connection, nextPing(frames));
                    }
                    outlived.complete(null);
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = messages()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.onReceived((from, message) -> work.await());
            socket.connect(server.uri());
            outlived.get(20, TimeUnit.SECONDS);
            assertThat(socket.isOpen()).isTrue();
            work.countDown();
            assertLost(inbox.closed());
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: a single byte now and then, in the middle of a huge frame, is life")
    void trickle(String transport) throws Exception {
        use(transport);
        CompletableFuture<Void> outlived = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    // The header of a binary frame of 1 GiB.
                    RawServer.send(connection, "\u0082\u007f\0\0\0\0@\0\0\0");
                    MaskedFrames frames = new MaskedFrames(connection);
                    for (int i = 0; i < LONG; i++) {
                        ByteBuffer unanswered = nextPing(frames);
                        assertThat(unanswered.remaining()).isPositive();
                        RawServer.send(connection, "x");
                    }
                    outlived.complete(null);
                    RawServer.awaitEnd(connection);
                });
                StreamWebSocket socket = stream()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            outlived.get(20, TimeUnit.SECONDS);
            assertThat(socket.inputStream().readNBytes(LONG)).hasSize(LONG).containsOnly('x');
            assertLost(inbox.closed());
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: a reader that pauses does not make its server look dead, and goes on afterwards")
    void pausedReader(String transport) throws Exception {
        use(transport);
        int size = 4 * 1024 * 1024;
        CompletableFuture<Void> outlived = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    byte[] frame = ByteBuffer.allocate(10 + size)
                            .put((byte) 0x82)
                            .put((byte) 127)
                            .putLong(size)
                            .array();
                    // Its end, and every pong, stay unread as long as the reader pauses.
                    CompletableFuture<Void> writing =
                            Sending.of(() -> connection.getOutputStream().write(frame));
                    MaskedFrames frames = new MaskedFrames(connection);
                    for (int i = 0; i < LONG; i++) {
                        nextPing(frames);
                    }
                    outlived.complete(null);
                    writing.get(20, TimeUnit.SECONDS);
                    RawServer.awaitEnd(connection);
                });
                StreamWebSocket socket = stream()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            outlived.get(20, TimeUnit.SECONDS);
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).hasSize(size);
            assertLost(inbox.closed());
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: a server that takes a long send slowly is not dead, though its pongs come late")
    void longSend(String transport) throws Exception {
        use(transport);
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    takeSlowly(connection);
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = messages()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            socket.send(ByteBuffer.allocate(LARGE));
            assertThat(socket.isOpen()).isTrue();
            assertLost(inbox.closed());
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: pongs that answer nothing leave at their interval, and none after the close")
    @SuppressWarnings("try") // The close is what is looked at.
    void pongs(String transport) throws Exception {
        use(transport);
        CompletableFuture<Integer> afterClose = new CompletableFuture<>();
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    MaskedFrames frames = new MaskedFrames(connection);
                    for (int i = 0; i < 5; i++) {
                        MaskedFrames.Frame pong = frames.next();
                        assertThat(pong.opcode()).isEqualTo(10);
                        assertThat(pong.payload()).isEmpty();
                    }
                    seen.complete(null);
                    MaskedFrames.Frame frame = frames.next();
                    while (frame.opcode() != 8) {
                        frame = frames.next();
                    }
                    RawServer.send(connection, "\u0088\u0000");
                    connection.shutdownOutput();
                    afterClose.complete(connection.getInputStream().readAllBytes().length);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            socket.control().unsolicitedPongInterval(INTERVAL);
            socket.connect(server.uri());
            seen.get(20, TimeUnit.SECONDS);
            socket.close();
            assertThat(afterClose.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S information: a ping on an interval keeps the round-trip time")
    void roundTripTime(String transport) throws Exception {
        use(transport);
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    pong(connection, nextPing(new MaskedFrames(connection)));
                    RawServer.awaitEnd(connection);
                });
                MessageWebSocket socket = messages()) {
            assertThat(socket.information().roundTripTime()).isEmpty();
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            await().until(() -> socket.information().roundTripTime().isPresent());
            assertLost(inbox.closed());
            assertThat(socket.information().roundTripTime()).isPresent();
        }
    }
}
