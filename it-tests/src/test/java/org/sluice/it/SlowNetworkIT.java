package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.Broadcast;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.server.MessageEcho;
import org.sluice.server.PseudoRandomBytes;
import org.sluice.server.StreamEcho;
import org.sluice.server.launcher.EmbeddedServer;

/** Faults of a network that cost nothing but time, on both ports: everything arrives, whole and in order, and nobody counts as dead. */
class SlowNetworkIT extends OnBothPorts {

    static Stream<Arguments> all() {
        return ports().flatMap(port -> Stream.of(Slowness.values()).map(slowness -> Arguments.of(port, slowness)));
    }

    private static EmbeddedServer server() throws Exception {
        return EmbeddedServer.builder()
                .endpoints(List.of(MessageEcho.class, StreamEcho.class))
                .start();
    }

    /** Many pings fall into the time that a test takes, and no answer to one takes as long as it may. */
    private static void lively(WebSocket socket) {
        socket.control().pingInterval(Duration.ofMillis(50)).deadPeerTimeout(Duration.ofSeconds(20));
    }

    private static void connect(WebSocket socket, FaultProxy proxy, Slowness slowness) throws Exception {
        slowness.set(proxy);
        lively(socket);
        socket.connect(proxy.uri());
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("P12 P14 P16: messages pass a slow network whole, in order, and of their type, both ways at once")
    void messages(String port, Slowness slowness) throws Exception {
        use(port);
        int count = 200;
        try (EmbeddedServer server = server();
                FaultProxy proxy = new FaultProxy(server.uri().resolve("message/echo"));
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            connect(socket, proxy, slowness);
            CompletableFuture<Void> sending = Sending.of(() -> {
                for (int i = 0; i < count; i++) {
                    if (i % 2 == 0) {
                        socket.send(text(i));
                    } else {
                        socket.send(ByteBuffer.wrap(bytes(i)));
                    }
                }
            });
            for (int i = 0; i < count; i++) {
                if (i % 2 == 0) {
                    assertThat(inbox.next().text()).isEqualTo(text(i));
                } else {
                    ByteBuffer data = inbox.next().bytes();
                    assertThat(data).isEqualTo(ByteBuffer.wrap(bytes(i)));
                }
            }
            sending.get(20, TimeUnit.SECONDS);
            socket.close(1000, "done");
            assertThat(inbox.closed().code()).isEqualTo(1000);
            assertThat(inbox.closed().clean()).isTrue();
        }
    }

    private static String text(int i) {
        return "message " + i + " \u00e4\u20ac\ud83d\ude00".repeat(i % 7);
    }

    private static byte[] bytes(int i) {
        byte[] bytes = new byte[i * 7];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (k * i);
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName(
            "P13 P15 P45 P46: a stream passes a slow network with the same checksum, both ways at once, and pings pass it too")
    void streams(String port, Slowness slowness) throws Exception {
        use(port);
        try (EmbeddedServer server = server();
                FaultProxy proxy = new FaultProxy(server.uri().resolve("stream/echo"));
                StreamWebSocket socket = StreamWebSocket.create()) {
            Inbox inbox = Inbox.ofClosing(socket);
            connect(socket, proxy, slowness);
            echo(socket, slowness.bytes());
            assertThat(socket.ping().get(20, TimeUnit.SECONDS)).isPositive();
            socket.close(1000, "done");
            assertThat(inbox.closed().code()).isEqualTo(1000);
            assertThat(inbox.closed().clean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "P13 P15 credit: a path that swallows pongs, and so all grants, does not stall a stream, which goes on without credit")
    void swallowedGrants(String port) throws Exception {
        use(port);
        int bytes = 2 * 1024 * 1024;
        try (EmbeddedServer server = server();
                FaultProxy proxy = new FaultProxy(server.uri().resolve("stream/echo"));
                StreamWebSocket socket = StreamWebSocket.create()) {
            proxy.pass(new WithoutPongs(), new WithoutPongs());
            socket.connect(proxy.uri());
            assertThat(socket.information().handshakeHeaders()).containsKey("Sluice-Credit");
            CompletableFuture<Duration> ping = socket.ping();
            echo(socket, bytes);
            assertThat(ping).isNotDone();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName(
            "P46 P50 P53 S stream M data reactive: channels, readers and writers of data, publishers and subscribers of a stream pass a slow network whole, both ways at once")
    void facesOfStreams(String port, Slowness slowness) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            for (StreamFace face : StreamFace.values()) {
                all.start(face.name(), () -> pass(server, slowness, face));
            }
            all.succeed();
        }
    }

    private static void pass(EmbeddedServer server, Slowness slowness, StreamFace face) throws Exception {
        byte[] bytes = new PseudoRandomBytes(slowness.bytes() / StreamFace.values().length).readAllBytes();
        try (FaultyConnection connection =
                new FaultyConnection(server, true, true, SlowNetworkIT::lively, SlowNetworkIT::lively)) {
            connection.slow(slowness);
            Together ways = new Together();
            for (boolean atServer : new boolean[] {false, true}) {
                StreamWebSocket socket = (StreamWebSocket) connection.end(atServer);
                String end = atServer ? "the server" : "the client";
                ways.start(end + " sends", () -> face.send(socket, bytes));
                ways.start(end + " receives", () -> assertThat(face.receive(socket, bytes.length))
                        .isEqualTo(bytes));
            }
            ways.succeed();
            closes(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName(
            "P12 P31 P48 S send S received M data reactive: however they are sent and taken, messages pass a slow network whole and in order, both ways at once")
    void facesOfMessages(String port, Slowness slowness) throws Exception {
        use(port);
        try (EmbeddedServer server = HandedOut.server()) {
            Together all = new Together();
            for (MessageFace face : MessageFace.values()) {
                all.start(face.name(), () -> pass(server, slowness, face));
            }
            all.succeed();
        }
    }

    private static void pass(EmbeddedServer server, Slowness slowness, MessageFace face) throws Exception {
        List<String> texts =
                IntStream.range(0, 30).mapToObj(SlowNetworkIT::text).toList();
        Collecting<ReceivedMessage> atClient = new Collecting<>(Long.MAX_VALUE);
        Collecting<ReceivedMessage> atServer = new Collecting<>(Long.MAX_VALUE);
        try (FaultyConnection connection = new FaultyConnection(
                server, false, true, socket -> collect(socket, atClient), socket -> collect(socket, atServer))) {
            connection.slow(slowness);
            MessageWebSocket client = (MessageWebSocket) connection.end(false);
            MessageWebSocket other = (MessageWebSocket) connection.end(true);
            Together ways = new Together();
            ways.start("the client sends", () -> face.send(client, texts));
            ways.start("the server sends", () -> face.send(other, texts));
            ways.succeed();
            assertReceived(atClient, face, texts);
            assertReceived(atServer, face, texts);
            closes(connection);
        }
    }

    private static void collect(WebSocket socket, Collecting<ReceivedMessage> collecting) {
        lively(socket);
        ((MessageWebSocket) socket).publisher().subscribe(collecting);
    }

    private static void assertReceived(Collecting<ReceivedMessage> collecting, MessageFace face, List<String> texts)
            throws Exception {
        collecting.awaitItems(texts.size());
        List<String> received = new ArrayList<>();
        for (ReceivedMessage message : collecting.items()) {
            received.add(face.text(message));
        }
        assertThat(received).isEqualTo(texts);
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName(
            "S send: a broadcast reaches the member behind a slow network, too, whole and in order, and is reported as sent")
    void broadcasts(String port, Slowness slowness) throws Exception {
        use(port);
        List<Collecting<ReceivedMessage>> received = new ArrayList<>();
        List<FaultyConnection> connections = new ArrayList<>();
        List<MessageWebSocket> members = new ArrayList<>();
        try (EmbeddedServer server = HandedOut.server()) {
            try {
                for (int i = 0; i < 3; i++) {
                    Collecting<ReceivedMessage> collecting = new Collecting<>(Long.MAX_VALUE);
                    received.add(collecting);
                    FaultyConnection connection = new FaultyConnection(
                            server, false, true, socket -> collect(socket, collecting), SlowNetworkIT::lively);
                    connections.add(connection);
                    members.add((MessageWebSocket) connection.end(true));
                }
                connections.get(1).slow(slowness);
                List<String> news =
                        IntStream.range(0, 30).mapToObj(SlowNetworkIT::text).toList();
                List<Broadcast> broadcasts = news.stream()
                        .map(each -> Broadcast.send(Message.text(each), members))
                        .toList();
                for (Broadcast each : broadcasts) {
                    assertThat(each.finished().get(20, TimeUnit.SECONDS))
                            .allSatisfy(one -> assertThat(one.failure()).isEmpty());
                }
                for (Collecting<ReceivedMessage> each : received) {
                    assertReceived(each, MessageFace.MESSAGES, news);
                }
            } finally {
                for (FaultyConnection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    /** Neither end counted as dead. */
    private static void closes(FaultyConnection connection) throws Exception {
        connection.end(false).close(1000, "done");
        assertThat(connection.closed(false).code()).isEqualTo(1000);
        assertThat(connection.closed(false).clean()).isTrue();
    }

    private static void echo(StreamWebSocket socket, int bytes) throws Exception {
        CompletableFuture<Void> sending = Sending.of(() -> {
            OutputStream out = socket.newMessage();
            new PseudoRandomBytes(bytes).transferTo(out);
            out.close();
        });
        InputStream back = socket.nextMessage().orElseThrow();
        assertThat(checksum(back)).isEqualTo(checksum(new PseudoRandomBytes(bytes)));
        sending.get(20, TimeUnit.SECONDS);
    }

    /** CRC-32C and length. */
    private static List<Long> checksum(InputStream from) throws Exception {
        CheckedInputStream checked = new CheckedInputStream(from, new CRC32C());
        long length = checked.transferTo(OutputStream.nullOutputStream());
        return List.of(length, checked.getChecksum().getValue());
    }
}
