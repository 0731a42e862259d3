package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketControl;
import org.sluice.client.connect.TestAuthority.Template;
import org.sluice.client.connect.TestProxy.Fixed;

@Timeout(240)
class CancelTest {

    private static final int CONNECTS = 1000;

    private final AtomicInteger late = new AtomicInteger();

    @Test
    @DisplayName(
            "P77: 1 000 connects of both kinds of sockets cancelled at random moments leave threads and descriptors where they were")
    void cancelledConnectsLeaveNothing() throws Exception {
        Random random = new Random(7);
        TestAuthority authority = new TestAuthority("Root");
        try (Peer plain = Peer.running(CancelTest::slowly);
                Peer secure = Peer.running(
                        authority.issue(Template.GOOD).server(null).getServerSocketFactory(), CancelTest::slowly);
                Peer silent = Peer.running(socket -> {
                    Peer.readToEnd(socket);
                });
                Peer proxy = TestProxy.http(new CopyOnWriteArrayList<>(), request -> Peer.UPGRADE)) {
            ProxySelector through = new Fixed(Fixed.of(Proxy.Type.HTTP, proxy.port()));
            List<URI> goals = List.of(plain.uri("ws"), secure.uri("wss"), silent.uri("ws"), silent.uri("wss"));
            // What stays from the first connect of each kind, such as classes' own files, is there before.
            for (int i = 0; i < 16; i++) {
                cancelOne(
                                socketOf(i),
                                goals.get(i % 4),
                                i >= 8 ? through : ProxySelector.of(null),
                                authority,
                                20_000_000)
                        .join();
            }
            awaitQuiet();
            long descriptors = descriptors();
            Set<Thread> threads = threads();
            Semaphore atOnce = new Semaphore(20);
            for (int i = 0; i < CONNECTS; i++) {
                atOnce.acquire();
                CompletableFuture<Void> one = cancelOne(
                        socketOf(i),
                        goals.get(i % 4),
                        i % 3 == 0 ? through : ProxySelector.of(null),
                        authority,
                        random.nextInt(30_000_000));
                CompletableFuture<Void> unused = one.whenComplete((nothing, failure) -> atOnce.release());
            }
            atOnce.acquire(20);
            awaitQuiet();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
                assertThat(threads).containsAll(threads());
            });
            assertThat(late).as("callbacks after a cancel").hasValue(0);
        }
    }

    /** Both kinds in turn, each of them at each goal and with each proxy. */
    private static WebSocket socketOf(int number) {
        return number / 4 % 2 == 0 ? MessageWebSocket.create() : StreamWebSocket.create();
    }

    /** Completes when everything of it is over for the application. */
    private CompletableFuture<Void> cancelOne(
            WebSocket socket, URI uri, ProxySelector proxy, TestAuthority authority, int afterNanos) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        socket.onClosed((from, event) -> {
            if (cancelled.get()) {
                late.incrementAndGet();
            }
        });
        WebSocketControl<?> control = socket.control();
        control.trustStore(authority.trust());
        control.proxy(proxy);
        control.connectTimeout(Duration.ofSeconds(30));
        control.closeTimeout(Duration.ofMillis(100));
        control.hostResolver(host -> {
            LockSupport.parkNanos(afterNanos / 4);
            return List.of(InetAddress.getLoopbackAddress());
        });
        CompletableFuture<Void> connecting = socket.connectAsync(uri);
        Peer.start(() -> {
            LockSupport.parkNanos(afterNanos);
            if (connecting.cancel(true)) {
                cancelled.set(true);
            } else {
                socket.close();
            }
            over.complete(null);
        });
        return over;
    }

    @Test
    @DisplayName("P77: a cancelled connect is never heard of again")
    void aCancelledConnectIsSilent() throws Exception {
        try (Peer plain = Peer.running(CancelTest::slowly)) {
            for (int i = 0; i < 200; i++) {
                AtomicInteger heard = new AtomicInteger();
                MessageWebSocket socket = MessageWebSocket.create();
                socket.onClosed((from, event) -> heard.incrementAndGet());
                CompletableFuture<Void> connecting = socket.connectAsync(plain.uri("ws"));
                LockSupport.parkNanos(i * 20_000L);
                if (connecting.cancel(true)) {
                    awaitPeersGone(plain);
                    assertThat(heard).hasValue(0);
                    assertThat(socket.isOpen()).isFalse();
                }
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("P78: cancelling after the connect completed changes nothing")
    void aLateCancelChangesNothing() throws Exception {
        try (Peer peer = Peer.upgrading();
                MessageWebSocket socket = MessageWebSocket.create()) {
            CompletableFuture<Void> connecting = socket.connectAsync(peer.uri("ws"));
            connecting.join();
            assertThat(connecting.cancel(true)).isFalse();
            assertThat(socket.isOpen()).isTrue();
            socket.send("still there");
        }
    }

    private static void awaitPeersGone(Peer peer) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> peer.accepted.stream()
                .allMatch(Socket::isClosed));
    }

    /** An upgrade in pieces, so that cancels fall between them. */
    private static void slowly(Socket socket) throws IOException {
        String answer = Peer.upgrade(Peer.request(socket));
        for (int i = 0; i < answer.length(); i += 20) {
            Peer.write(socket, answer.substring(i, Math.min(answer.length(), i + 20)));
        }
        Peer.untilClosed(socket);
    }

    private static void awaitQuiet() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(Thread.getAllStackTraces())
                .noneSatisfy((thread, stack) -> assertThat(thread.getName()).startsWith("sluice"))
                .noneSatisfy((thread, stack) -> assertThat(stack)
                        .anyMatch(frame -> frame.getClassName().equals(Peer.class.getName())
                                && frame.getMethodName().equals("run"))));
    }

    /** All but those of the JVM and of the tests' library, which come and go as they like. */
    private static Set<Thread> threads() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(thread -> thread.getThreadGroup() == null
                || thread.getThreadGroup().getName().equals("system")
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith("awaitility"));
        return all;
    }

    /** Zero where the system does not list them; threads are looked at everywhere. */
    private static long descriptors() throws IOException {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.count();
        }
    }
}
