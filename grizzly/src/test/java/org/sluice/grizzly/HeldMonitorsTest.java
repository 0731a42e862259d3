package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Neither the engine nor Tyrus holds a monitor while a handler of an ordinary endpoint runs, or waits to send: with one, a virtual thread of
 * Java 21 to 23 would keep its carrier.
 */
@Timeout(60)
class HeldMonitorsTest {

    /** More than the system and both ends keep for a connection. */
    private static final int SIZE = 32 * 1024 * 1024;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private static final ConcurrentMap<String, List<MonitorInfo>> HELD = new ConcurrentHashMap<>();
    private static volatile CompletableFuture<Thread> sending = new CompletableFuture<>();

    private static List<MonitorInfo> heldBy(Thread thread) {
        return List.of(ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {thread.getId()}, true, false)[0]
                .getLockedMonitors());
    }

    private static void note(String handler) {
        HELD.put(handler, heldBy(Thread.currentThread()));
    }

    /** Each of its handlers notes what its thread holds. */
    @ServerEndpoint("/whole")
    public static final class Whole {

        @OnOpen
        public void open(Session session) {
            note("open");
        }

        @OnMessage
        public void text(String text) {
            note("text");
            throw new IllegalStateException("for the error handler");
        }

        @OnMessage
        public void binary(InputStream bytes) throws IOException {
            note("stream");
            bytes.transferTo(OutputStream.nullOutputStream());
        }

        @OnMessage
        public void pong(PongMessage pong) {
            note("pong");
        }

        @OnClose
        public void closed() {
            note("close");
        }

        @OnError
        public void failed(Throwable cause) {
            note("error");
        }
    }

    /** As above, for parts of messages. */
    @ServerEndpoint("/parts")
    public static final class Parts {

        @OnMessage
        public void text(String text, boolean last) {
            note("part of a text");
        }

        @OnMessage
        public void binary(ByteBuffer bytes, boolean last) {
            note("part of bytes");
        }
    }

    enum Send {
        WHOLE {
            @Override
            void to(Session session) throws IOException {
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(SIZE));
            }
        },
        PART {
            @Override
            void to(Session session) throws IOException {
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(SIZE), false);
            }
        },
        STREAM {
            @Override
            void to(Session session) throws IOException {
                try (OutputStream out = session.getBasicRemote().getSendStream()) {
                    out.write(new byte[SIZE]);
                }
            }
        };

        abstract void to(Session session) throws IOException;
    }

    /** Sends what it is told, and more than its peer takes. */
    @ServerEndpoint("/send")
    public static final class Sending {

        @OnMessage
        public void send(String which, Session session) throws IOException {
            sending.complete(Thread.currentThread());
            Send.valueOf(which).to(session);
        }

        @OnError
        public void failed(Throwable cause) {
            // The peer hangs up at the end of the test.
        }
    }

    @BeforeEach
    void forget() {
        HELD.clear();
        sending = new CompletableFuture<>();
    }

    /** What virtual threads hold is told by no one. */
    private static GrizzlyServer start() throws Exception {
        return GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Whole.class, Parts.class, Sending.class))
                .virtualThreads(false)
                .build());
    }

    @Test
    void handlersRunWithoutAMonitor() throws Exception {
        try (GrizzlyServer server = start();
                RawWebSocket whole = RawWebSocket.upgraded(server.address(), "/whole");
                RawWebSocket parts = RawWebSocket.upgraded(server.address(), "/parts")) {
            whole.send(TEXT, new byte[] {'x'});
            whole.send(BINARY, new byte[] {'x'});
            whole.send(PONG, new byte[0]);
            whole.send(CLOSE, new byte[] {0x03, (byte) 0xe8});
            parts.send(TEXT, new byte[] {'x'});
            parts.send(BINARY, new byte[] {'x'});

            await().until(() -> HELD.size() == 8);
            assertThat(HELD).allSatisfy((handler, held) -> assertThat(held).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSendThatWaitsForItsPeerHoldsNoMonitor(Send how) throws Exception {
        try (GrizzlyServer server = start();
                RawWebSocket peer = RawWebSocket.upgraded(server.address(), "/send")) {
            peer.send(TEXT, how.name().getBytes(StandardCharsets.US_ASCII));
            Thread sender = sending.get(20, TimeUnit.SECONDS);
            await().until(() -> sender.getState() == Thread.State.WAITING);

            assertThat(heldBy(sender)).isEmpty();
        }
    }
}
