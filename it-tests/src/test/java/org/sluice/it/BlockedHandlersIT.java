package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/** Handlers of messages that block, on threads that others need, and what they leave of the server and the client to others. */
class BlockedHandlersIT {

    private static final int BLOCKED = 1_000;

    private static CountDownLatch gate = new CountDownLatch(1);
    private static final AtomicInteger HELD = new AtomicInteger();

    private final List<MessageWebSocket> clients = new ArrayList<>();
    private EmbeddedServer server;

    /** Sends back, after a wait where it is told so. */
    @ServerEndpoint("/echo")
    public static final class Echo extends MessageEndpoint {

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            String text = message.text();
            if (text.startsWith("wait")) {
                HELD.incrementAndGet();
                gate.await();
            }
            if (text.startsWith("join")) {
                socket.sendAsync("before").get(20, TimeUnit.SECONDS);
            }
            socket.send(text);
        }
    }

    /** Does with other sockets of the same transports what a handler may. */
    @ServerEndpoint("/relay")
    public static final class Relay extends MessageEndpoint {

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            CompletableFuture<String> answer = new CompletableFuture<>();
            MessageWebSocket other = MessageWebSocket.create();
            other.onReceived((from, received) -> answer.complete(received.text()));
            other.connect(URI.create(message.text()));
            try {
                other.send("relayed");
                socket.send(answer.get(20, TimeUnit.SECONDS));
            } finally {
                other.close();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        gate = new CountDownLatch(1);
        HELD.set(0);
        server = EmbeddedServer.builder()
                .endpoints(List.of(Echo.class, Relay.class))
                .start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.close();
        clients.forEach(MessageWebSocket::close);
    }

    private URI uri(String path) {
        return server.uri().resolve(path);
    }

    private MessageWebSocket client(String path, List<String> answers) throws Exception {
        MessageWebSocket client = MessageWebSocket.create();
        client.onReceived((from, message) -> answers.add(message.text()));
        client.connect(uri(path));
        clients.add(client);
        return client;
    }

    @Test
    void manyBlockedHandlersOnTheServerLeaveRoomForAnother() throws Exception {
        List<String> late = new CopyOnWriteArrayList<>();
        for (int i = 0; i < BLOCKED; i++) {
            client("/echo", late).send("wait " + i);
        }
        await().until(() -> HELD.get() == BLOCKED);

        List<String> answers = new CopyOnWriteArrayList<>();
        MessageWebSocket another = client("/echo", answers);
        for (int i = 0; i < 100; i++) {
            another.send("" + i);
        }

        await().until(() -> answers.size() == 100);
        assertThat(late).isEmpty();
        gate.countDown();
        await().until(() -> late.size() == BLOCKED);
    }

    @Test
    void blockedHandlersOfTheClientLeaveRoomForOthers() throws Exception {
        AtomicInteger held = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            MessageWebSocket client = MessageWebSocket.create();
            client.onReceived((from, message) -> {
                held.incrementAndGet();
                gate.await();
            });
            client.connect(uri("/echo"));
            clients.add(client);
            client.send("held");
        }
        List<String> answers = new CopyOnWriteArrayList<>();
        client("/echo", answers).send("free");

        await().until(() -> answers.size() == 1 && held.get() == 50);
    }

    @Test
    void messagesBehindABlockedOneKeepTheirOrder() throws Exception {
        List<String> answers = new CopyOnWriteArrayList<>();
        MessageWebSocket client = client("/echo", answers);
        List<String> sent = IntStream.range(0, 1_000)
                .mapToObj(i -> (i == 100 ? "wait " : "") + i)
                .toList();
        for (String text : sent) {
            CompletableFuture<Void> unused = client.sendAsync(text);
        }
        await().until(() -> HELD.get() == 1 && answers.size() == 100);
        gate.countDown();

        await().until(() -> answers.size() == sent.size());
        assertThat(answers).isEqualTo(sent);
    }

    @Test
    void aHandlerMayWaitForWhatItSends() throws Exception {
        List<String> answers = new CopyOnWriteArrayList<>();
        MessageWebSocket client = client("/echo", answers);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Void> unused = client.sendAsync("join " + i);
        }

        await().until(() -> answers.size() == 200);
    }

    @Test
    void aHandlerMayConnectAndCloseOnTheTransportThatCallsIt() throws Exception {
        List<String> answers = new CopyOnWriteArrayList<>();
        MessageWebSocket client = client("/relay", answers);
        for (int i = 0; i < 20; i++) {
            client.send(uri("/echo").toString());
        }

        await().until(() -> answers.size() == 20);
        assertThat(answers).containsOnly("relayed");
    }

    @Test
    void aHandlerMayCloseItsOwnSocket() throws Exception {
        List<ClosedEvent> closed = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            MessageWebSocket client = MessageWebSocket.create();
            client.onReceived((from, message) -> from.close(4000, "enough"));
            client.onClosed((from, event) -> closed.add(event));
            client.connect(uri("/echo"));
            client.send("x");
        }

        await().until(() -> closed.size() == 20);
        assertThat(closed).allMatch(event -> event.code() == 4000 && event.clean());
    }
}
