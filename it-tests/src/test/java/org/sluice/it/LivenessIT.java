package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Work that lasts many times as long as a dead peer is waited for, at its full length and at both ends, which are ours and ping each other.
 * What each of them sees on the wire is in {@link KeepAliveIT} and {@link ServerKeepAliveIT}.
 */
class LivenessIT extends OnBothPorts {

    private static final Duration WORK = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** More than a test takes. */
    private static final Duration NEVER = Duration.ofMinutes(10);

    /** More than the systems hold, so that a reader which pauses has its peer wait. */
    private static final int MUCH = 16 * 1024 * 1024;

    private static final int GIB = 1 << 30;
    private static final int MIB = 1 << 20;
    /** So that a gibibyte takes several times as long as interval and timeout of its test together. */
    private static final Duration FOR_A_MIB = Duration.ofMillis(10);

    private static void lively(WebSocket socket) {
        pinging(socket, INTERVAL, TIMEOUT);
    }

    private static void pinging(WebSocket socket, Duration interval, Duration timeout) {
        socket.control()
                .pingInterval(interval)
                .deadPeerTimeout(timeout)
                .sendTimeout(NEVER)
                .receiveTimeout(NEVER);
    }

    /** All kinds of connections do so at once, since most of it is waiting. */
    @Test
    @DisplayName(
            "S keep-alive: neither end counts as dead while handlers work for 60 s and readers pause as long; a real cut is found then")
    void longWork() throws Exception {
        List<EmbeddedServer> servers = new ArrayList<>();
        List<FaultyConnection> connections = new ArrayList<>();
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        try {
            for (String port : ports().toList()) {
                use(port);
                EmbeddedServer server = HandedOut.server();
                servers.add(server);
                for (boolean stream : new boolean[] {false, true}) {
                    for (boolean credit : new boolean[] {false, true}) {
                        connections.add(
                                new FaultyConnection(server, stream, credit, LivenessIT::lively, LivenessIT::lively));
                    }
                }
            }
            for (FaultyConnection connection : connections) {
                for (boolean atServer : new boolean[] {false, true}) {
                    WebSocket socket = connection.end(atServer);
                    sending.add(Sending.of(() -> keepBusy(socket)));
                }
            }

            await().atMost(WORK.multipliedBy(2)).during(WORK).until(() -> allOpen(connections));
            connections.forEach(FaultyConnection::letGo);
            for (CompletableFuture<Void> each : sending) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(allOpen(connections)).isTrue();

            connections.forEach(connection -> connection.hit(LineFault.HALF_OPEN));
            for (FaultyConnection connection : connections) {
                for (boolean atServer : new boolean[] {false, true}) {
                    connection.assertLost(atServer);
                    assertThat(connection.closed(atServer).reason()).contains("after a ping");
                }
            }
        } finally {
            for (FaultyConnection connection : connections) {
                connection.close();
            }
            for (EmbeddedServer server : servers) {
                server.close();
            }
        }
    }

    /** The other end works on a message, or does not read what it is sent. */
    private static void keepBusy(WebSocket socket) throws Exception {
        if (socket instanceof MessageWebSocket messages) {
            messages.send("work");
        } else {
            OutputStream out = ((StreamWebSocket) socket).outputStream();
            for (int sent = 0; sent < MUCH; sent += MIB) {
                out.write(new byte[MIB]);
            }
            out.flush();
        }
    }

    private static boolean allOpen(List<FaultyConnection> connections) throws Exception {
        for (FaultyConnection connection : connections) {
            if (!connection.end(false).isOpen() || !connection.end(true).isOpen()) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: neither end counts as dead while it takes, or sends, one message of 1 GiB")
    void hugeSend(String port, @TempDir Path folder) throws Exception {
        use(port);
        HandedOut taker = HandedOut.expect(LivenessIT::hasty);
        HandedOut giver = HandedOut.expect(LivenessIT::hasty);
        try (EmbeddedServer server = HandedOut.server();
                MessageWebSocket gives = MessageWebSocket.create();
                StreamWebSocket takes = StreamWebSocket.create()) {
            hasty(gives);
            hasty(takes);
            gives.connect(taker.at(server, true, false));
            takes.connect(giver.at(server, false, false));
            MappedByteBuffer message = zeros(folder.resolve("zeros"));
            List<CompletableFuture<Void>> all = List.of(
                    Sending.of(() -> gives.send(message.duplicate())),
                    Sending.of(() -> takeSlowly(taker.stream())),
                    Sending.of(() -> giver.messages().send(message.duplicate())),
                    Sending.of(() -> takeSlowly(takes)));
            for (CompletableFuture<Void> each : all) {
                each.get(NEVER.toSeconds(), TimeUnit.SECONDS);
            }
            for (WebSocket socket : List.of(gives, takes, taker.socket(), giver.socket())) {
                assertThat(socket.isOpen()).isTrue();
                // It did ask.
                await().until(() -> socket.information().roundTripTime().isPresent());
            }
            taker.letGo();
        }
    }

    private static void hasty(WebSocket socket) {
        pinging(socket, Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    /** A message that takes neither heap nor disk. */
    private static MappedByteBuffer zeros(Path path) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(GIB);
            return file.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, GIB);
        }
    }

    private static void takeSlowly(StreamWebSocket socket) throws Exception {
        InputStream message = socket.nextMessage().orElseThrow();
        for (int taken = 0; taken < GIB; taken += MIB) {
            assertThat(message.readNBytes(MIB)).hasSize(MIB);
            LockSupport.parkNanos(FOR_A_MIB.toNanos());
        }
        assertThat(message.read()).isEqualTo(-1);
    }
}
