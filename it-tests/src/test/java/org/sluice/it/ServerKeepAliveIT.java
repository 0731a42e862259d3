package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.it.app.Journal;
import org.sluice.it.app.Lively;
import org.sluice.server.launcher.EmbeddedServer;

/** When a server takes its client for dead, and when not, on both ports; {@link KeepAliveIT} is the same for a client. */
class ServerKeepAliveIT extends OnBothPorts {

    /** So many pings take longer than interval and timeout together. */
    private static final int LONG = 25;

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** And so many several times as long; see {@link KeepAliveIT}. */
    private static final int VERY_LONG = 64;

    private static void keepAlive(WebSocket socket) {
        socket.control().pingInterval(INTERVAL).deadPeerTimeout(TIMEOUT);
    }

    private static void assertLost(HandedOut endpoint) throws Exception {
        ClosedEvent event = endpoint.closed();
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.closedBy()).isSameAs(ClosedBy.NONE);
        assertThat(event.clean()).isFalse();
        assertThat(event.reason()).contains("after a ping");
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S keep-alive: a single byte of a client now and then, in the middle of a frame, is life to an endpoint")
    void trickle(String port) throws Exception {
        use(port);
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Lively.class, Journal.class))
                .start()) {
            JournalReader journal = new JournalReader(server.uri().resolve("journal"), "trickle-" + port);
            try (RawClient client =
                    RawClient.connect(server.uri().resolve("lively/" + journal.key() + "?ping=40&dead=900"))) {
                // Half of a frame; the bytes of the other half follow one by one, and no ping is answered.
                byte[] frame = RawClient.frame(RawClient.BINARY, true, new byte[2 * LONG]);
                client.write(Arrays.copyOf(frame, frame.length - LONG - 1));
                for (int i = 0; i < LONG; i++) {
                    RawClient.Frame ping = client.readFrame();
                    assertThat(ping.opcode()).isEqualTo(RawClient.PING);
                    client.write(new byte[1]);
                }
                assertThat(journal.events()).containsExactly("open");
                assertThat(journal.awaitOnly("closed")).startsWith("closed 1006 NONE lost");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: while the handler of an endpoint works its client's pongs still count")
    void workingHandler(String port) throws Exception {
        use(port);
        HandedOut endpoint = HandedOut.expect(ServerKeepAliveIT::keepAlive);
        try (EmbeddedServer server = HandedOut.server();
                RawClient client = RawClient.connect(endpoint.at(server, false, false))) {
            client.send("work");
            for (int i = 0; i < VERY_LONG; i++) {
                RawClient.Frame ping = client.readFrame();
                assertThat(ping.opcode()).isEqualTo(RawClient.PING);
                client.send(RawClient.PONG, true, ping.payload());
            }
            assertThat(endpoint.socket().isOpen()).isTrue();
            endpoint.letGo();
            assertLost(endpoint);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S keep-alive: an endpoint that does not read does not take its client for dead, and goes on afterwards")
    void pausedReader(String port) throws Exception {
        use(port);
        HandedOut endpoint = HandedOut.expect(ServerKeepAliveIT::keepAlive);
        try (EmbeddedServer server = HandedOut.server();
                RawClient client = RawClient.connect(endpoint.at(server, true, false))) {
            byte[] frame = RawClient.frame(RawClient.BINARY, true, new byte[KeepAliveIT.LARGE]);
            // Its end stays unread as long as the endpoint does not read, and so would every pong.
            CompletableFuture<Void> writing = Sending.of(() -> client.write(frame));
            for (int i = 0; i < VERY_LONG; i++) {
                assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PING);
            }
            assertThat(endpoint.socket().isOpen()).isTrue();
            assertThat(writing).isNotDone();
            endpoint.letGo();
            writing.get(20, TimeUnit.SECONDS);
            assertLost(endpoint);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("S keep-alive: a client that takes a long send slowly is not dead, though its pongs come late")
    void longSend(String port) throws Exception {
        use(port);
        HandedOut endpoint = HandedOut.expect(ServerKeepAliveIT::keepAlive);
        try (EmbeddedServer server = HandedOut.server();
                RawClient client = RawClient.connect(endpoint.at(server, false, false))) {
            MessageWebSocket socket = endpoint.messages();
            CompletableFuture<Void> sending = Sending.of(() -> socket.send(ByteBuffer.allocate(KeepAliveIT.LARGE)));
            takeSlowly(client);
            sending.get(20, TimeUnit.SECONDS);
            assertThat(socket.isOpen()).isTrue();
            assertLost(endpoint);
        }
    }

    /** The first half slowly; answers each ping when it comes to it. */
    private static void takeSlowly(RawClient client) throws IOException {
        int left = KeepAliveIT.LARGE;
        while (left > 0) {
            RawClient.Frame frame = client.readFrame();
            if (frame.opcode() == RawClient.PING) {
                client.send(RawClient.PONG, true, frame.payload());
                continue;
            }
            left -= frame.payload().length;
            if (left > KeepAliveIT.LARGE / 2) {
                LockSupport.parkNanos(KeepAliveIT.FOR_A_FRAME.toNanos());
            }
        }
    }
}
