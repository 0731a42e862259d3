package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.Broadcast;
import org.sluice.api.Delivery;
import org.sluice.api.Message;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.api.WhenFull;
import org.sluice.core.MessageEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** One message to many peers, some of which do not read. */
class BroadcastIT extends OnBothPorts {

    private static final int PEERS = 1_000;
    private static final int STALLED = 10;
    private static final int ROUNDS = 5;
    /** Enough that each thread of the server has many. */
    private static final int ORDERED = 200;

    private static final int CLOSED = 3;

    /** More than the buffers of two systems take. */
    private static final int LARGE = 64 * 1024 * 1024;

    /** The sockets by the number of their peer, the stalled ones first. */
    private static final Map<Integer, MessageWebSocket> MEMBERS = new ConcurrentSkipListMap<>();

    private final List<RawClient> peers = new ArrayList<>();
    /** What a test leaves to be closed, the newest first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Knows its members; how patient it is with each, in milliseconds, is in the path. */
    @ServerEndpoint("/news/{peer}/{patience}")
    public static final class News extends MessageEndpoint {

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            Map<String, String> path = session.getPathParameters();
            socket.control()
                    .sendTimeout(Duration.ofMillis(Long.parseLong(path.get("patience"))))
                    .closeTimeout(Duration.ofMillis(300));
            MEMBERS.put(Integer.valueOf(path.get("peer")), socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    @BeforeEach
    void forget() {
        MEMBERS.clear();
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        BlockedWriters.awaitNone();
    }

    private EmbeddedServer start(String port) throws Exception {
        use(port);
        EmbeddedServer server =
                EmbeddedServer.builder().endpoints(List.of(News.class)).start();
        opened.push(server);
        return server;
    }

    /** One more, to whom each message may take so long. */
    private RawClient join(EmbeddedServer server, Duration patience) throws Exception {
        RawClient peer = RawClient.connect(server.uri().resolve("news/" + peers.size() + "/" + patience.toMillis()));
        peers.add(peer);
        opened.push(peer::reset);
        return peer;
    }

    private void awaitAll() {
        await().until(() -> MEMBERS.size() == peers.size());
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S send: a broadcast to 1 000 of which 10 do not read reaches the other 990, and says who missed it and why")
    void stalledPeersHoldUpNobody(String port) throws Exception {
        EmbeddedServer server = start(port);
        for (int i = 0; i < PEERS; i++) {
            // None is cut while the test runs.
            join(server, Duration.ofMinutes(5));
        }
        awaitAll();
        stall(List.copyOf(MEMBERS.values()).subList(0, STALLED));

        List<Broadcast> broadcasts = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            broadcasts.add(Broadcast.send(Message.text(news(round)), MEMBERS.values(), ForkJoinPool.commonPool()));
        }

        for (RawClient peer : peers.subList(STALLED, PEERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(peer.readMessage().text()).isEqualTo(news(round));
            }
        }
        for (Broadcast one : broadcasts) {
            assertReport(one.finished().get(20, TimeUnit.SECONDS));
        }
    }

    /** Small or large: the one is copied into what goes out next, the other is sent from where it is. */
    private static String news(int round) {
        return "news " + round + "x".repeat(round % 2 == 0 ? 0 : 20_000);
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

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "P73 S send: a peer that takes nothing of a broadcast is given up at its send timeout, and others get it whole")
    void stalledPeersAreGivenUpInTime(String port) throws Exception {
        EmbeddedServer server = start(port);
        RawClient stalled = join(server, Duration.ofMillis(300));
        List<RawClient> readers = List.of(join(server, Duration.ofMinutes(5)), join(server, Duration.ofMinutes(5)));
        awaitAll();

        Broadcast large = Broadcast.send(Message.binary(ByteBuffer.allocate(LARGE)), MEMBERS.values());

        for (RawClient reader : readers) {
            assertThat(lengthOfMessage(reader)).isEqualTo(LARGE);
        }
        List<Delivery> deliveries = large.finished().get(20, TimeUnit.SECONDS);
        assertThat(deliveries.get(0).failure())
                .containsInstanceOf(WebSocketException.class)
                .get()
                .extracting(WebErrorStatus::of)
                .isSameAs(WebErrorStatus.TIMEOUT);
        assertThat(deliveries.subList(1, 3))
                .allSatisfy(one -> assertThat(one.sent()).isCompletedWithValue(null));
        assertThat(stalled.ends()).isTrue();
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S send: what a thread sends, broadcasts, with help or without, and closes reaches each peer in that order")
    void oneThreadsCallsKeepTheirOrder(String port) throws Exception {
        EmbeddedServer server = start(port);
        for (int i = 0; i < ORDERED; i++) {
            join(server, Duration.ofMinutes(5));
        }
        awaitAll();
        List<Broadcast> broadcasts = new ArrayList<>();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            broadcasts.add(
                    round % 2 == 0
                            ? Broadcast.send(Message.text("news " + round), MEMBERS.values())
                            : Broadcast.send(
                                    Message.text("news " + round), MEMBERS.values(), ForkJoinPool.commonPool()));
            Message own = Message.text("own " + round);
            MEMBERS.values().forEach(member -> sent.add(member.sendAsync(own)));
        }
        broadcasts.add(Broadcast.send(Message.text("the end"), MEMBERS.values()));
        // Of a few, since each waits for a peer that does not answer.
        for (MessageWebSocket member : List.copyOf(MEMBERS.values()).subList(0, CLOSED)) {
            member.close(1000, "");
        }

        for (RawClient peer : peers) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(peer.readMessage().text()).isEqualTo("news " + round);
                assertThat(peer.readMessage().text()).isEqualTo("own " + round);
            }
            assertThat(peer.readMessage().text()).isEqualTo("the end");
        }
        for (Broadcast one : broadcasts) {
            assertThat(one.finished().get(20, TimeUnit.SECONDS))
                    .allSatisfy(each -> assertThat(each.failure()).isEmpty());
        }
        assertThat(CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    private static long lengthOfMessage(RawClient reader) throws IOException {
        RawClient.Frame frame = reader.readFrame();
        long length = frame.payload().length;
        while (!frame.fin()) {
            frame = reader.readFrame();
            length += frame.payload().length;
        }
        return length;
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S send: with CONFLATE a peer that falls behind gets the latest of what is broadcast, and others get all of it")
    void peersThatFallBehindGetTheLatest(String port) throws Exception {
        EmbeddedServer server = start(port);
        RawClient behind = join(server, Duration.ofMinutes(5));
        RawClient reader = join(server, Duration.ofMinutes(5));
        awaitAll();
        Message price =
                Message.binary(ByteBuffer.allocate(32 * 1024)).key("price").whenFull(WhenFull.CONFLATE);
        List<Broadcast> prices = new ArrayList<>();
        while (prices.stream().noneMatch(BroadcastIT::missedByTheFirst)) {
            assertThat(prices).as("prices that all were sent").hasSizeLessThan(LARGE / (32 * 1024));
            prices.add(Broadcast.send(price, MEMBERS.values()));
            assertThat(lengthOfMessage(reader)).isEqualTo(32 * 1024);
        }

        Broadcast latest =
                Broadcast.send(Message.text("latest").key("price").whenFull(WhenFull.CONFLATE), MEMBERS.values());

        assertThat(reader.readMessage().text()).isEqualTo("latest");
        RawClient.Frame last = behind.readMessage();
        while (last.opcode() != RawClient.TEXT) {
            last = behind.readMessage();
        }
        assertThat(last.text()).isEqualTo("latest");
        assertThat(latest.finished().get(20, TimeUnit.SECONDS))
                .allSatisfy(one -> assertThat(one.failure()).isEmpty());
        for (Broadcast one : prices) {
            assertConflated(one.finished().get(20, TimeUnit.SECONDS));
        }
    }

    private static boolean missedByTheFirst(Broadcast broadcast) {
        return broadcast.deliveries().get(0).failure().isPresent();
    }

    /** Sent to all, or dropped for a newer one where the peer was behind. */
    private static void assertConflated(List<Delivery> deliveries) {
        deliveries.get(0).failure().ifPresent(why -> assertThat(why)
                .isInstanceOfSatisfying(MessageDroppedException.class, dropped -> {
                    assertThat(dropped.superseded()).isTrue();
                    assertThat(dropped.policy()).isSameAs(WhenFull.CONFLATE);
                }));
        assertThat(deliveries.get(1).failure()).isEmpty();
    }
}
