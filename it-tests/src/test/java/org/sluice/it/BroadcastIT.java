package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.Broadcast;
import org.sluice.api.Delivery;
import org.sluice.api.Message;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WhenFull;
import org.sluice.core.MessageEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** One message to many peers, some of which do not read. */
class BroadcastIT {

    private static final int PEERS = 1_000;
    private static final int STALLED = 10;
    private static final int ROUNDS = 5;

    /** The sockets by the number of their peer, the stalled ones first. */
    private static final Map<Integer, MessageWebSocket> MEMBERS = new ConcurrentSkipListMap<>();

    private final List<RawClient> peers = new ArrayList<>();

    /** Knows its members, and is patient with those that are stalled, so that none is cut while the test runs. */
    @ServerEndpoint("/news/{peer}")
    public static final class News extends MessageEndpoint {

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            socket.control().sendTimeout(Duration.ofMinutes(5));
            MEMBERS.put(Integer.valueOf(session.getPathParameters().get("peer")), socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    @BeforeEach
    void forget() {
        MEMBERS.clear();
    }

    @AfterEach
    void clear() {
        System.clearProperty("sluice.transport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    @DisplayName("a broadcast to 1 000 of which 10 do not read reaches the other 990, and says who missed it and why")
    void stalledPeersHoldUpNobody(String transport) throws Exception {
        System.setProperty("sluice.transport", transport);
        try (EmbeddedServer server =
                EmbeddedServer.builder().endpoints(List.of(News.class)).start()) {
            connectAll(server.uri());
            stall(List.copyOf(MEMBERS.values()).subList(0, STALLED));

            List<Broadcast> broadcasts = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                broadcasts.add(Broadcast.send(Message.text(news(round)), MEMBERS.values()));
            }

            for (RawClient peer : peers.subList(STALLED, PEERS)) {
                for (int round = 0; round < ROUNDS; round++) {
                    assertThat(peer.readMessage().text()).isEqualTo(news(round));
                }
            }
            for (Broadcast one : broadcasts) {
                assertReport(one.finished().get(20, TimeUnit.SECONDS));
            }
        } finally {
            for (RawClient peer : peers) {
                peer.reset();
            }
        }
    }

    /** Small or large: the one is copied into what goes out next, the other is sent from where it is. */
    private static String news(int round) {
        return "news " + round + "x".repeat(round % 2 == 0 ? 0 : 20_000);
    }

    private void connectAll(URI server) throws Exception {
        for (int peer = 0; peer < PEERS; peer++) {
            peers.add(RawClient.connect(server.resolve("news/" + peer)));
        }
        await().until(() -> MEMBERS.size() == PEERS);
    }

    /** Fills what lies between the server and peers that do not read, until nothing more is taken for a while. */
    private static void stall(List<MessageWebSocket> sockets) {
        Message much = Message.binary(ByteBuffer.allocate(64 * 1024)).whenFull(WhenFull.FAIL);
        await("queues that stay full")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() ->
                        sockets.stream().mapToInt(socket -> fill(socket, much)).sum() == 0);
    }

    /** Returns how many messages the queue took. */
    private static int fill(MessageWebSocket socket, Message message) {
        int taken = 0;
        for (CompletableFuture<Void> sent = socket.sendAsync(message);
                !sent.isCompletedExceptionally();
                sent = socket.sendAsync(message)) {
            taken++;
        }
        return taken;
    }

    private static void assertReport(List<Delivery> deliveries) {
        assertThat(deliveries).extracting(Delivery::socket).containsExactlyElementsOf(MEMBERS.values());
        assertThat(deliveries.subList(0, STALLED))
                .allSatisfy(stalled -> assertThat(stalled.failure()).containsInstanceOf(MessageDroppedException.class));
        assertThat(deliveries.subList(STALLED, PEERS))
                .allSatisfy(one -> assertThat(one.sent()).isCompletedWithValue(null));
    }
}
