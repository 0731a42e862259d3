package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** Many streams that the application does not read, and what they leave of the server to others. */
class StalledStreamsIT {

    /** The promise is about 1 000. */
    private static final int STREAMS = Integer.getInteger("stalled.streams", 1_000);
    /** More than the socket's own memory and both kernels' buffers take, so that the peer is stopped. */
    private static final int FRAME = 8 * 1024 * 1024;
    /** Selectors, a pool's least threads, timers; far below one for each stream. */
    private static final int TRANSPORT_THREADS = 16 + 4 * Runtime.getRuntime().availableProcessors();

    /** Reads nothing until all are let go, then all there is; its thread is the application's. */
    @ServerEndpoint("/stalled")
    public static final class Stalled extends StreamEndpoint {

        static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();
        static final AtomicLong RECEIVED = new AtomicLong();
        static CountDownLatch gate = new CountDownLatch(1);

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            THREADS.add(Thread.currentThread());
            gate.await();
            InputStream message = socket.nextMessage().orElseThrow();
            RECEIVED.addAndGet(message.transferTo(OutputStream.nullOutputStream()));
        }
    }

    /** Sends each message back. */
    @ServerEndpoint("/echo")
    public static final class Echo extends StreamEndpoint {

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            byte[] message = socket.nextMessage().orElseThrow().readAllBytes();
            try (OutputStream out = socket.newMessage()) {
                out.write(message);
            }
        }
    }

    @BeforeEach
    void forget() {
        Stalled.THREADS.clear();
        Stalled.RECEIVED.set(0);
        Stalled.gate = new CountDownLatch(1);
    }

    @Test
    @DisplayName("P13: 1 000 streams that nobody reads hold no thread of the transport, and the next connection echoes")
    void nextOneEchoes() throws Exception {
        Set<Thread> before = threads();
        List<StalledPeer> peers = new ArrayList<>();
        ByteBuffer payload = ByteBuffer.allocateDirect(FRAME);
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Stalled.class, Echo.class))
                .start()) {
            URI uri = server.uri();
            try {
                for (int i = 0; i < STREAMS; i++) {
                    StalledPeer peer = new StalledPeer(uri.resolve("stalled"), payload);
                    peers.add(peer);
                    peer.push();
                }
                await().until(() -> Stalled.THREADS.size() == STREAMS);
                await("peers that are stopped")
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> peers.stream().mapToLong(StalledPeer::push).sum() == 0);
                assertThat(peers).allMatch(StalledPeer::isStopped);
                assertNoneIsHeld(before);

                assertEchoes(uri.resolve("echo"));
                assertNoneIsHeld(before);

                Stalled.gate.countDown();
                await("streams that go on").atMost(Duration.ofMinutes(2)).until(() -> {
                    peers.forEach(StalledPeer::push);
                    return Stalled.RECEIVED.get() == (long) STREAMS * FRAME;
                });
            } finally {
                Stalled.gate.countDown();
                for (StalledPeer peer : peers) {
                    peer.close();
                }
            }
        }
    }

    /** On a busy machine the handshakes had more workers for a while; those that are idle end after half a minute. */
    private static void assertNoneIsHeld(Set<Thread> before) {
        await("threads that nothing holds")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(ofTransport(before)).hasSizeLessThanOrEqualTo(TRANSPORT_THREADS));
    }

    private static void assertEchoes(URI uri) throws Exception {
        try (RawClient client = RawClient.connect(uri)) {
            client.send(RawClient.BINARY, true, new byte[] {1, 2, 3});
            assertThat(client.readMessage().payload()).containsExactly(1, 2, 3);
        }
    }

    /** Threads since then that are not the application's. */
    private static Set<Thread> ofTransport(Set<Thread> before) {
        Set<Thread> all = threads();
        all.removeAll(before);
        all.removeAll(Stalled.THREADS);
        return all;
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
