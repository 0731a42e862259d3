package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.server.StreamGenerate;
import org.sluice.server.launcher.EmbeddedServer;

/** The window of credit on a line with a long round trip: what it becomes, seen by how far the peer is ahead of a reader that stops. */
class WindowIT extends OnBothPorts {

    private static final int OFFERED = 256 * 1024;
    private static final int LEAST = 32 * 1024;
    private static final int CEILING = 1024 * 1024;
    private static final Duration ROUND_TRIP = Duration.ofMillis(40);

    /** Many windows of any size. */
    private static final int READ = 32 * 1024 * 1024;

    private static final String MOST = "sluice.max-receive-window";

    @AfterEach
    void anyWindow() {
        System.clearProperty(MOST);
    }

    private static EmbeddedServer server(Class<?> endpoint) throws Exception {
        return EmbeddedServer.builder().endpoints(List.of(endpoint)).start();
    }

    /** Takes so much, and then nothing. */
    private static void take(StreamWebSocket socket, int bytes) throws IOException {
        InputStream in = socket.inputStream();
        byte[] part = new byte[64 * 1024];
        for (int left = bytes; left > 0; ) {
            int read = in.read(part, 0, Math.min(part.length, left));
            assertThat(read).isPositive();
            left -= read;
        }
    }

    private static long ahead(WebSocket socket) {
        return socket.information().bytesReceived() - READ;
    }

    private static void assertGrown(WebSocket socket) throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ahead(socket)).isGreaterThan(2L * OFFERED));
        // It takes two answers, since the first may have overtaken what was on the way.
        socket.ping().get(20, TimeUnit.SECONDS);
        socket.ping().get(20, TimeUnit.SECONDS);
        assertThat(ahead(socket)).isLessThanOrEqualTo(CEILING);
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "P18 credit: the window of a client that reads fast on a long line grows, up to its ceiling and no further")
    void aFastClient(String port) throws Exception {
        use(port);
        try (EmbeddedServer server = server(StreamGenerate.class);
                LongLine line = new LongLine(server.uri(), ROUND_TRIP);
                StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().maxReceiveWindow(CEILING);
            socket.connect(line.uri().resolve("stream/generate?bytes=" + 4L * READ));
            take(socket, READ);
            assertGrown(socket);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P18 credit: it begins with 32 KiB where that is the floor, and grows as far")
    void aClientThatBeginsWithLittle(String port) throws Exception {
        use(port);
        try (EmbeddedServer server = server(StreamGenerate.class);
                LongLine line = new LongLine(server.uri(), ROUND_TRIP);
                StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().minReceiveWindow(LEAST).maxReceiveWindow(CEILING);
            socket.connect(line.uri().resolve("stream/generate?bytes=" + 4L * READ));
            await().untilAsserted(() ->
                    assertThat(socket.information().bytesReceived()).isEqualTo(LEAST));
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(socket.information().bytesReceived())
                    .as("nothing more comes while nothing is taken")
                    .isEqualTo(LEAST);
            take(socket, READ);
            assertGrown(socket);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P18 credit: with a ceiling of what was offered it stays that")
    void aClientThatWantsNoMore(String port) throws Exception {
        use(port);
        try (EmbeddedServer server = server(StreamGenerate.class);
                LongLine line = new LongLine(server.uri(), Duration.ofMillis(4));
                StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().maxReceiveWindow(OFFERED);
            socket.connect(line.uri().resolve("stream/generate?bytes=" + 4L * READ));
            take(socket, READ);
            await().untilAsserted(() -> assertThat(ahead(socket)).isGreaterThanOrEqualTo(OFFERED / 2 - 64 * 1024));
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(ahead(socket)).isLessThanOrEqualTo(OFFERED);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P18 credit: so does that of a server's endpoint, whose ceiling is a setting")
    void aFastServer(String port) throws Exception {
        use(port);
        System.setProperty(MOST, "1MiB");
        Taker.HOLD.anew();
        try (EmbeddedServer server = server(Taker.class);
                LongLine line = new LongLine(server.uri(), ROUND_TRIP);
                StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(line.uri().resolve("taker"));
            CompletableFuture<Void> sending = Sending.of(() -> {
                byte[] part = new byte[1024 * 1024];
                for (int sent = 0; sent < 2 * READ; sent += part.length) {
                    socket.outputStream().write(part);
                }
                socket.outputStream().flush();
            });
            try {
                assertGrown(Taker.HOLD.socket());
                assertThat(sending).isNotDone();
            } finally {
                Taker.HOLD.letGo();
            }
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    /** Takes {@link #READ} bytes, then nothing until the test says so, then the rest. */
    @ServerEndpoint(value = "/taker", configurator = CreditConfigurator.class)
    public static class Taker extends HeldEndpoint {

        static final Hold HOLD = new Hold();

        /** For the server. */
        public Taker() {
            super(HOLD);
        }

        @Override
        protected void onStream(StreamWebSocket stream, Session session) throws Exception {
            take(stream, READ);
            awaitTest();
            byte[] part = new byte[64 * 1024];
            while (stream.inputStream().read(part) > 0) {
                // The rest.
            }
        }
    }
}
