package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Ordinary endpoints on virtual threads. None waits in a monitor, so that all of it is true from Java 21 on. */
@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before Java 21")
class VirtualWorkersTest {

    private static final int MANY = GrizzlyServerOptions.DEFAULT_WORKER_THREADS + 50;
    private static final long SECONDS = 30;

    /** Holds its thread, on which it is opened or gets a message, until it is told to go on or is interrupted. */
    @ServerEndpoint("/hold/{where}")
    public static final class Hold {

        static volatile CountDownLatch held = new CountDownLatch(0);
        static volatile CountDownLatch goOn = new CountDownLatch(0);
        static final Queue<Thread> THREADS = new ConcurrentLinkedQueue<>();

        @OnOpen
        public void open(@PathParam("where") String where) {
            if (where.equals("open")) {
                hold();
            }
        }

        @OnMessage
        public void message(String text) {
            hold();
        }

        private static void hold() {
            THREADS.add(Thread.currentThread());
            held.countDown();
            try {
                goOn.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops its server. */
    @ServerEndpoint("/stop")
    public static final class Stop {

        static volatile CompletableFuture<GrizzlyServer> server = new CompletableFuture<>();
        static volatile CompletableFuture<Thread> stopped = new CompletableFuture<>();

        @OnMessage
        public void stop(String text) {
            server.join().close();
            stopped.complete(Thread.currentThread());
        }
    }

    private final List<RawWebSocket> peers = new ArrayList<>();

    @BeforeEach
    void hold() {
        Hold.THREADS.clear();
        Hold.held = new CountDownLatch(MANY);
        Hold.goOn = new CountDownLatch(1);
        Stop.server = new CompletableFuture<>();
        Stop.stopped = new CompletableFuture<>();
    }

    @AfterEach
    void goOn() throws IOException {
        Hold.goOn.countDown();
        for (RawWebSocket peer : peers) {
            peer.close();
        }
    }

    private static GrizzlyServerOptions.Builder options() {
        return GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Hold.class, Stop.class, Endpoints.Echo.class))
                .closeTimeout(Duration.ofMillis(100))
                .virtualThreads(true);
    }

    private RawWebSocket connect(GrizzlyServer server, String path) throws IOException {
        RawWebSocket peer = RawWebSocket.upgraded(server.address(), path);
        peers.add(peer);
        return peer;
    }

    private void holdOneOfEach(GrizzlyServer server) throws Exception {
        Hold.held = new CountDownLatch(2);
        connect(server, "/hold/open");
        connect(server, "/hold/message").send(1, new byte[] {'x'});
        assertThat(Hold.held.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private void assertEchoes(GrizzlyServer server) throws IOException {
        RawWebSocket other = connect(server, "/echo");
        other.send(1, new byte[] {'y'});
        assertThat(other.frame().payload()).asString(StandardCharsets.UTF_8).isEqualTo("y");
    }

    @Test
    void anyNumberOfHandlersMayBlock() throws Exception {
        try (GrizzlyServer server = GrizzlyServer.start(options().build())) {
            for (int i = 0; i < MANY; i++) {
                connect(server, "/hold/message").send(1, new byte[] {'x'});
            }
            assertThat(Hold.held.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            assertEchoes(server);
        }
    }

    @Test
    void anyNumberOfOpenHandlersMayBlock() throws Exception {
        try (GrizzlyServer server = GrizzlyServer.start(options().build())) {
            for (int i = 0; i < MANY; i++) {
                connect(server, "/hold/open");
            }
            assertThat(Hold.held.await(SECONDS, TimeUnit.SECONDS)).isTrue();

            assertEchoes(server);
        }
    }

    @Test
    void aStopEndsThemAll() throws Exception {
        try (GrizzlyServer server = GrizzlyServer.start(options().build())) {
            holdOneOfEach(server);
        }
        for (Thread each : Hold.THREADS) {
            each.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertThat(each.isAlive()).isFalse();
        }
    }

    @Test
    void theyAreVirtualWithNamesAndWithTheLoaderOfWhoStartedTheServer() throws Exception {
        try (GrizzlyServer server = GrizzlyServer.start(options().build())) {
            holdOneOfEach(server);

            for (Thread each : Hold.THREADS) {
                assertThat(Thread.class.getMethod("isVirtual").invoke(each)).isEqualTo(true);
                assertThat(each.getName()).matches("sluice-server-\\d+-(worker|handler)-\\d+");
                assertThat(each.getContextClassLoader())
                        .isSameAs(Thread.currentThread().getContextClassLoader());
            }
        }
    }

    @Test
    void aLimitIsKept() throws Exception {
        Hold.held = new CountDownLatch(1);
        try (GrizzlyServer server =
                GrizzlyServer.start(options().workerThreads(1).build())) {
            connect(server, "/hold/message").send(1, new byte[] {'x'});
            assertThat(Hold.held.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            RawWebSocket second = connect(server, "/hold/message");
            second.send(1, new byte[] {'x'});
            // Answered in order, so that the message before was seen.
            second.send(9, new byte[] {'p'});
            assertThat(second.frame().payload())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("p");

            assertThat(Hold.THREADS).hasSize(1);
        }
    }

    @Test
    void aHandlerMayStopItsServer() throws Exception {
        GrizzlyServer server = GrizzlyServer.start(options().build());
        Stop.server.complete(server);
        connect(server, "/stop").send(1, new byte[] {'x'});

        Thread stopping = Stop.stopped.get(SECONDS, TimeUnit.SECONDS);
        stopping.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(stopping.isAlive()).isFalse();
    }
}
