package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.server.MessageEcho;
import org.sluice.server.PseudoRandomBytes;
import org.sluice.server.StreamEcho;
import org.sluice.server.launcher.EmbeddedServer;

/** Faults of a network that cost nothing but time, on both ports: everything arrives, whole and in order, and nobody counts as dead. */
class SlowNetworkIT extends OnBothPorts {

    /** What a network does to both directions, and how many bytes a test can afford to send through it. */
    private enum Slowness {
        DELAY(1024 * 1024) {
            @Override
            void set(FaultProxy proxy) {
                Passage both = Passage.delay(Duration.ofMillis(5));
                proxy.pass(both, both);
            }
        },
        /** What is sent one way overtakes what is sent the other way. */
        REORDER_IN_TIME(1024 * 1024) {
            @Override
            void set(FaultProxy proxy) {
                Duration period = Duration.ofMillis(30);
                proxy.pass(Passage.inTurns(period, true), Passage.inTurns(period, false));
            }
        },
        TRICKLE(60_000) {
            @Override
            void set(FaultProxy proxy) {
                proxy.pass(Passage.TRICKLE, Passage.TRICKLE);
            }
        };

        private final int bytes;

        Slowness(int bytes) {
            this.bytes = bytes;
        }

        /** From the handshake on. */
        abstract void set(FaultProxy proxy);
    }

    static Stream<Arguments> all() {
        return ports().flatMap(port -> Stream.of(Slowness.values()).map(slowness -> Arguments.of(port, slowness)));
    }

    private static EmbeddedServer server() throws Exception {
        return EmbeddedServer.builder()
                .endpoints(List.of(MessageEcho.class, StreamEcho.class))
                .start();
    }

    /** Many pings fall into the time that a test takes, and no answer to one takes as long as it may. */
    private static void connect(WebSocket socket, FaultProxy proxy, Slowness slowness) throws Exception {
        slowness.set(proxy);
        socket.control().pingInterval(Duration.ofMillis(50)).deadPeerTimeout(Duration.ofSeconds(20));
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
            echo(socket, slowness.bytes);
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
