package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ordinary endpoints whose sends hold every thread that a server has for handlers. */
@Timeout(60)
class FewWorkersTest {

    /** More than the system and both ends keep for a connection. */
    private static final int SIZE = 32 * 1024 * 1024;

    /** Sends more than its peer takes, and waits for it. */
    @ServerEndpoint("/large")
    public static final class Large {

        static volatile CompletableFuture<Thread> sending = new CompletableFuture<>();
        static volatile CompletableFuture<String> sent = new CompletableFuture<>();

        @OnMessage
        public void send(String text, Session session) {
            sending.complete(Thread.currentThread());
            try {
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(SIZE));
                sent.complete("all");
            } catch (IOException | RuntimeException e) {
                sent.complete("failed");
            }
        }

        @OnError
        public void failed(Throwable cause) {
            // The sender reports it.
        }
    }

    @BeforeEach
    void forget() {
        Large.sending = new CompletableFuture<>();
        Large.sent = new CompletableFuture<>();
    }

    private static GrizzlyServer start() throws Exception {
        return GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Large.class, Endpoints.Echo.class))
                .workerThreads(1)
                .build());
    }

    private static RawWebSocket stalled(GrizzlyServer server) throws Exception {
        RawWebSocket peer = RawWebSocket.upgraded(server.address(), "/large");
        peer.send(1, new byte[] {'x'});
        Thread sender = Large.sending.get(10, TimeUnit.SECONDS);
        await().until(() -> sender.getState() == Thread.State.WAITING);
        return peer;
    }

    private static void assertOthersAreServed(GrizzlyServer server) throws IOException {
        try (RawWebSocket other = RawWebSocket.upgraded(server.address(), "/echo")) {
            other.send(1, new byte[] {'y'});
            assertThat(other.frame().payload()).asString(StandardCharsets.UTF_8).isEqualTo("y");
        }
    }

    @Test
    void aSlowReaderGetsAllThoughItsSendHoldsTheOnlyThread() throws Exception {
        try (GrizzlyServer server = start();
                RawWebSocket peer = stalled(server)) {
            int received = 0;
            while (received < SIZE) {
                received += peer.frame().payload().length;
            }

            assertThat(Large.sent.get(10, TimeUnit.SECONDS)).isEqualTo("all");
            assertOthersAreServed(server);
        }
    }

    @Test
    void aPeerThatHangsUpFreesTheThreadThatSendsToIt() throws Exception {
        try (GrizzlyServer server = start()) {
            stalled(server).close();

            assertThat(Large.sent.get(10, TimeUnit.SECONDS)).isEqualTo("failed");
            assertOthersAreServed(server);
        }
    }
}
