package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
                peer.ends();
                peer.close();
            }
        }
        CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
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
