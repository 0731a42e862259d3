package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/** Peers that do not read, and endpoints that do not. */
interface StalledPeerContract extends Application {

    /** Fewer than the smallest container has threads for handlers; each endpoint that does not read holds one. */
    int STALLED = 3;

    /** More than any container has threads for handlers, which is 200. */
    int MORE_THAN_THREADS = 230;

    int ATTEMPTS = 3;

    /** More than the socket's own memory and both systems' buffers take, so that the peer is stopped. */
    int MORE_THAN_WAITS = 8 * 1024 * 1024;

    /** Several times what may wait for a handler that answers each message, which is slower than to read them. */
    int MOMENTARY_MESSAGES = 1_000;

    int MOMENTARY_BYTES = 1_024;

    int MOMENTARY_ROUNDS = 50;

    @Test
    @DisplayName(
            "P73: a peer that does not read is cut at the send timeout, which the endpoint is told, and no other limit cuts it")
    default void peerThatDoesNotReadIsCut() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient peer = RawClient.connect(inApplication("flood/" + journal.key()))) {
            assertThat(journal.awaitOnly("closed")).startsWith("closed 1006 NONE lost");
            assumeNot(Quirk.NO_CUT);
            assertThat(peer.ends()).isTrue();
        }
    }

    @Test
    @DisplayName("peers that do not read do not disturb others")
    default void peersThatDoNotReadDoNotDisturb() throws Exception {
        List<RawClient> peers = new ArrayList<>();
        JournalReader journal = newJournal();
        try {
            for (int i = 0; i < STALLED; i++) {
                peers.add(RawClient.connect(inApplication("flood/" + journal.key() + "?patient=1")));
            }
            journal.awaitCount("open", STALLED);
            othersAreServed();
        } finally {
            for (RawClient peer : peers) {
                peer.reset();
            }
        }
        journal.awaitCount("closed 1006", STALLED);
    }

    @Test
    @DisplayName("endpoints that do not read hold no thread of the container, however many they are")
    default void endpointsThatDoNotReadHoldNoThread() throws Exception {
        assumeNot(Quirk.HOLDS_A_THREAD);
        boolean served = false;
        // On a slow machine the first of them may be closed before the last has come; then it says nothing.
        for (int i = 0; i < ATTEMPTS && !served; i++) {
            served = othersAreServedBesideMoreThanThereAreThreads();
        }
        assertThat(served).as("others were served while no endpoint read").isTrue();
    }

    /** False where an endpoint's stall timeout was over before. */
    private boolean othersAreServedBesideMoreThanThereAreThreads() throws Exception {
        JournalReader journal = newJournal();
        List<StalledPeer> peers = new ArrayList<>();
        ByteBuffer payload = ByteBuffer.allocateDirect(MORE_THAN_WAITS);
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                StalledPeer peer = new StalledPeer(inApplication("stuck/" + journal.key()), payload);
                peers.add(peer);
                peer.push();
            }
            await("peers that are stopped")
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> peers.stream().mapToLong(StalledPeer::push).sum() == 0);
            othersAreServed();
            assertThat(peers).allMatch(StalledPeer::isStopped);
            return peers.stream().noneMatch(StalledPeer::hasHeard);
        } finally {
            RawClient.connect(inApplication("stuck/" + journal.key() + "?release=1"))
                    .close();
            for (StalledPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    @DisplayName("endpoints that do not read stop their peers and do not disturb others")
    default void endpointsThatDoNotReadDoNotDisturb() throws Exception {
        JournalReader journal = newJournal();
        List<RawClient> peers = new ArrayList<>();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        AtomicLong written = new AtomicLong();
        try {
            for (int i = 0; i < STALLED; i++) {
                RawClient peer = RawClient.connect(inApplication("stuck/" + journal.key()));
                peers.add(peer);
                writers.add(CompletableFuture.runAsync(() -> writeUntilTheEnd(peer, written)));
            }
            AtomicLong last = new AtomicLong(-1);
            await("writers that are stopped")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
            othersAreServed();
        } finally {
            // A thread of the server's is held for each until its endpoint goes on.
            RawClient.connect(inApplication("stuck/" + journal.key() + "?release=1"))
                    .close();
            for (RawClient peer : peers) {
                peer.close();
            }
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "a container that is stopped and goes on, again and again, loses nothing of what it had read meanwhile")
    default void nothingIsLostWhereTheContainerStopsForAMoment() throws Exception {
        byte[] message = RawClient.frame(RawClient.BINARY, true, new byte[MOMENTARY_BYTES]);
        ByteBuffer burst = ByteBuffer.allocate(MOMENTARY_MESSAGES * message.length);
        while (burst.hasRemaining()) {
            burst.put(message);
        }
        try (RawClient peer = RawClient.connect(inApplication("size"))) {
            for (int round = 0; round < MOMENTARY_ROUNDS; round++) {
                // All of it, before any answer is read: the last ones are in the container's buffer when it goes on.
                peer.write(burst.array());
                for (int i = 0; i < MOMENTARY_MESSAGES; i++) {
                    assertThat(new String(peer.readMessage().payload(), StandardCharsets.US_ASCII))
                            .as("answer %s of round %s", i, round)
                            .isEqualTo(Integer.toString(MOMENTARY_BYTES));
                }
            }
        }
    }

    private static void writeUntilTheEnd(RawClient peer, AtomicLong written) {
        byte[] frame = RawClient.frame(RawClient.BINARY, true, new byte[64 * 1024]);
        try {
            while (true) {
                peer.write(frame);
                written.addAndGet(frame.length);
            }
        } catch (IOException ended) {
            // As it must: the test ends the connection.
            assertThat(written).hasPositiveValue();
        }
    }

    private void othersAreServed() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create();
                StreamWebSocket stream = StreamWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            stream.connect(inApplication("invert"));
            for (int i = 0; i < 50; i++) {
                socket.send("message " + i);
                assertThat(inbox.next().text()).isEqualTo("message " + i);
                stream.outputStream().write(i);
                stream.outputStream().flush();
                assertThat(stream.nextMessage().orElseThrow().readAllBytes()).containsExactly(~i);
            }
        }
    }
}
