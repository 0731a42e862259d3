package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.it.app.Interleave;

/** Many threads and many clients: what containers refuse, mix or lose must not be seen through our sockets. */
interface ConcurrencyContract extends Application {

    /** More than any default executor has threads. */
    int STUCK = 60;

    int THREADS = 8;

    int SENDERS = 64;

    /** The promise is about 10 000, which is the long form. */
    int EACH = Integer.getInteger("messages.each", 100);

    @Test
    @DisplayName(
            "S send: 64 threads of the server send on one socket, with pings throughout; each one's order is kept and nobody sees a provider's exception")
    default void manyThreadsSendOnOneServerSocket() throws Exception {
        JournalReader journal = newJournal();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.holding(1_000, socket);
            socket.connect(inApplication("burst/" + journal.key()));
            whilePinging(socket, () -> {
                socket.send(SENDERS + " " + EACH + " 1000");
                Orders orders = new Orders();
                for (int i = 0; i < SENDERS * EACH; i++) {
                    String message = inbox.next().text();
                    orders.next(message);
                    assertThat(message).endsWith(":" + "x".repeat(1000));
                }
                assertThat(orders.total()).isEqualTo(SENDERS * EACH);
            });
            assertThat(inbox.isEmpty()).isTrue();
        }
        journal.await("closed");
        assertThat(journal.events())
                .filteredOn(event -> event.equals("sent all"))
                .hasSize(SENDERS);
    }

    @Test
    @DisplayName(
            "S send: 64 threads of the client send on one socket, with pings throughout; each one's order is kept and nobody sees a provider's exception")
    default void manyThreadsSendOnOneClientSocket() throws Exception {
        String filling = "x".repeat(1000);
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.holding(1_000, socket);
            socket.connect(at("message/echo"));
            AtomicInteger next = new AtomicInteger();
            List<Future<Void>> senders = startTogether(SENDERS, () -> {
                int thread = next.getAndIncrement();
                for (int i = 0; i < EACH; i++) {
                    socket.send(thread + ":" + i + ":" + filling);
                }
                return null;
            });
            whilePinging(socket, () -> {
                Orders orders = new Orders();
                for (int i = 0; i < SENDERS * EACH; i++) {
                    String message = inbox.next().text();
                    orders.next(message);
                    assertThat(message).endsWith(":" + filling);
                }
            });
            for (Future<Void> sender : senders) {
                sender.get(20, TimeUnit.SECONDS);
            }
            assertThat(inbox.isEmpty()).isTrue();
        }
    }

    /** Work with pings throughout, each of which is answered. */
    private static void whilePinging(WebSocket socket, Sending work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> pinging = Sending.of(() -> {
            do {
                socket.ping().get(20, TimeUnit.SECONDS);
            } while (!over.get());
        });
        try {
            work.run();
        } finally {
            over.set(true);
        }
        pinging.get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("S close: a close of the server races its senders; all end with the close's own typed failure")
    default void closeRacesSendersOnTheServer() throws Exception {
        JournalReader journal = newJournal();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("burst/" + journal.key()));
            socket.send(THREADS + " 1000000 100");
            Orders orders = new Orders();
            for (int i = 0; i < 100; i++) {
                orders.next(inbox.next().text());
            }
            // The close may come before a blocking send returns.
            CompletableFuture<Void> unused = socket.sendAsync("close");
            assertThat(inbox.closed().code()).isEqualTo(4003);
            while (!inbox.isEmpty()) {
                orders.next(inbox.next().text());
            }
        }
        assertThat(journal.awaitOnly("closed")).startsWith("closed 4003 LOCAL clean");
        journal.awaitCount("ended by the close 4003", THREADS);
        assertThat(journal.events()).noneMatch(event -> event.startsWith("failed"));
    }

    @Test
    @DisplayName("S close: a close of the client races its senders; all end with the close's own typed failure")
    default void closeRacesSendersOfTheClient() throws Exception {
        MessageWebSocket socket = MessageWebSocket.create();
        Inbox inbox = Inbox.of(socket);
        socket.connect(at("message/echo"));
        CountDownLatch underWay = new CountDownLatch(THREADS * 10);
        List<Future<SocketClosedException>> senders = startTogether(THREADS, () -> {
            try {
                while (true) {
                    socket.send("x".repeat(100));
                    underWay.countDown();
                }
            } catch (SocketClosedException end) {
                return end;
            }
        });
        assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();
        socket.close(4004, "while others send");
        for (Future<SocketClosedException> sender : senders) {
            assertThat(sender.get(20, TimeUnit.SECONDS).closeCode()).isEqualTo(4004);
        }
        assertThat(inbox.closed().code()).isEqualTo(4004);
    }

    @Test
    @DisplayName("P26: many clients at once each get their own messages back")
    default void manyClientsAtOnce() throws Exception {
        List<Future<Void>> clients = startTogether(40, () -> {
            try (MessageWebSocket socket = MessageWebSocket.create()) {
                Inbox inbox = Inbox.of(socket);
                socket.connect(at("message/echo"));
                for (int i = 0; i < 20; i++) {
                    String text = socket + " " + i;
                    socket.send(text);
                    assertThat(inbox.next().text()).isEqualTo(text);
                }
                return null;
            }
        });
        for (Future<Void> client : clients) {
            client.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("handlers that do not return hold up no other connection, however many they are")
    default void stuckHandlersHoldUpNobody() throws Exception {
        JournalReader journal = newJournal();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < STUCK; i++) {
                RawClient client = RawClient.connect(inApplication("stuck/messages/" + journal.key()));
                clients.add(client);
                client.send("x");
            }
            journal.awaitCount("stuck", STUCK);
            try (RawClient other = RawClient.connect(inApplication("size"))) {
                other.send("four");
                assertThat(other.readMessage().text()).isEqualTo("4");
            }
            assertThat(journal.events()).doesNotContain("free");
        } finally {
            RawClient.connect(inApplication("stuck/messages/" + journal.key() + "?release=1"))
                    .close();
            for (RawClient client : clients) {
                client.close();
            }
        }
        journal.awaitCount("free", STUCK);
    }

    @Test
    @DisplayName("P4 P5: messages in both directions at full speed keep their order and lose nothing")
    default void bothDirectionsAtFullSpeed() throws Exception {
        int messages = 3000;
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            Future<Void> sender = startTogether(1, () -> {
                        for (int i = 0; i < messages; i++) {
                            socket.send(ByteBuffer.allocate(4096).putInt(0, i));
                        }
                        return (Void) null;
                    })
                    .get(0);
            for (int i = 0; i < messages; i++) {
                ByteBuffer message = inbox.next().bytes();
                assertThat(message.remaining()).isEqualTo(4096);
                assertThat(message.getInt(0)).isEqualTo(i);
            }
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName(
            "S stream: two threads of the server each write messages on one socket, piece by piece, with pings throughout, and none mix")
    default void messagesOfTwoServerThreadsDoNotMix() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(inApplication("interleave"));
            whilePinging(socket, () -> readUnmixed(socket));
        }
    }

    @Test
    @DisplayName(
            "S stream: two threads of the client each write messages on one socket, piece by piece, with pings throughout, and none mix")
    default void messagesOfTwoClientThreadsDoNotMix() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> Interleave.write(socket, 'a'));
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> Interleave.write(socket, 'b'));
            whilePinging(socket, () -> readUnmixed(socket));
            CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);
        }
    }

    private static void readUnmixed(StreamWebSocket socket) throws IOException {
        int[] messages = new int[2];
        for (int i = 0; i < 2 * Interleave.MESSAGES; i++) {
            InputStream message = socket.nextMessage().orElseThrow();
            byte[] content = message.readAllBytes();
            assertThat(content).hasSize(Interleave.PIECES * Interleave.PIECE).containsOnly(content[0]);
            messages[content[0] - 'a']++;
        }
        assertThat(messages).containsOnly(Interleave.MESSAGES);
    }

    /** Runs the same on many threads, none of which is left; they start when all are there. */
    private static <T> List<Future<T>> startTogether(int count, Callable<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch all = new CountDownLatch(count);
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(threads.submit(() -> {
                all.countDown();
                all.await();
                return work.call();
            }));
        }
        threads.shutdown();
        return results;
    }
}
