package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.it.HeldSocket.Kind;
import org.sluice.it.app.Memory;
import org.sluice.it.app.Transfer;

/**
 * What both ends hold while a reader is stopped: the window and a queue, however much the writer has to send. On the embedded launcher
 * both ends are one program, and what it holds is measured twice.
 */
interface MemoryContract extends Application {

    /** 128 MiB: far more than may be held anywhere. */
    int HELD_PARTS = 2048;

    long HELD_BYTES = (long) HELD_PARTS * Transfer.PART;

    /** What may be handed in and not be sent: the queue, and what the sender has at hand. */
    long QUEUE = 256 * 1024 + Transfer.PART;

    /** A window, a queue, buffers of the connection, and what a container does by itself meanwhile. */
    long MOST_HELD = 4 * 1024 * 1024;

    /**
     * What a server may hold of a peer without credit. Undertow reads some MiB before its reading is suspended; and Grizzly's queue of what is
     * written is four times the system's buffer, which grows to 4 MiB.
     */
    long MOST_QUEUED = 24 * 1024 * 1024;

    /** That, and what the systems of both ends keep for a connection that nobody reads. */
    long MOST_ON_THE_WAY = 64 * 1024 * 1024;

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "P14 P18 credit: a server's reader that stops leaves the memory of both ends flat: the client stops at the window, pings are answered both ways, and all arrives later")
    default void theServersReaderIsStopped(Kind kind) throws Exception {
        ServerTransfer server = newTransfer();
        Memory there = server.memory();
        Memory here = Memory.now();
        try (HeldSocket client = kind.create().connect(inApplication(kind.path(server)))) {
            try {
                CompletableFuture<Void> sending = Sending.of(() -> client.pour(HELD_PARTS));
                awaitStopped(client.transfer::bytes);
                awaitFlat(client.transfer::bytes, CreditContract.WINDOW + QUEUE, there, server, here, MOST_HELD);
                assertWindow(server.received());
                assertAnswered(client, server);
                assertWindow(server.received());
                assertThat(sending).isNotDone();
                server.release();
                sending.get(60, TimeUnit.SECONDS);
                awaitWhole(client.transfer, server);
            } finally {
                server.release();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "P14 P18 credit: a client's reader that stops leaves the memory of both ends flat: the server stops at the window, pings are answered both ways, and all arrives later")
    default void theClientsReaderIsStopped(Kind kind) throws Exception {
        ServerTransfer server = newTransfer();
        Memory there = server.memory();
        Memory here = Memory.now();
        try (HeldSocket client = kind.create().connect(pouring(kind, server))) {
            try {
                CompletableFuture<Void> reading = Sending.of(client::read);
                awaitStopped(server::bytes);
                awaitFlat(server::bytes, CreditContract.WINDOW + QUEUE, there, server, here, MOST_HELD);
                assertWindow(client.socket().information().bytesReceived());
                assertAnswered(client, server);
                assertWindow(client.socket().information().bytesReceived());
                client.transfer.release();
                awaitWhole(client.transfer, server);
                reading.get(20, TimeUnit.SECONDS);
            } finally {
                client.transfer.release();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "without credit a server's reader that stops bounds what the server holds: the connection stops the client")
    default void theServersReaderIsStoppedWithoutCredit(Kind kind) throws Exception {
        ServerTransfer server = newTransfer();
        Memory there = server.memory();
        Memory here = Memory.now();
        AtomicLong sent = new AtomicLong();
        try (RawClient client = RawClient.connect(inApplication(kind.path(server)))) {
            try {
                CompletableFuture<Void> sending = Sending.of(() -> write(client, kind, sent));
                awaitStopped(sent::get);
                awaitFlat(sent::get, MOST_ON_THE_WAY, there, server, here, MOST_QUEUED);
                // It would wait 8 s, and be closed.
                client.reset();
                assertThat(sending).failsWithin(Duration.ofSeconds(20));
            } finally {
                server.release();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "without credit a client that does not read bounds what the server holds: the connection stops it, and all arrives later")
    default void aClientWithoutCreditDoesNotRead(Kind kind) throws Exception {
        ServerTransfer server = newTransfer();
        Memory there = server.memory();
        Memory here = Memory.now();
        try (RawClient client = RawClient.connect(pouring(kind, server))) {
            if (kind == Kind.MESSAGES) {
                client.send("begin");
            }
            awaitStopped(server::bytes);
            awaitFlat(server::bytes, MOST_ON_THE_WAY, there, server, here, MOST_QUEUED);
            Transfer transfer = new Transfer();
            while (transfer.bytes() < HELD_BYTES) {
                transfer.count(ByteBuffer.wrap(client.readFrame().payload()));
            }
            awaitWhole(transfer, server);
        }
    }

    private URI pouring(Kind kind, ServerTransfer server) {
        return inApplication(kind.path(server) + "?parts=" + HELD_PARTS);
    }

    /** One message in fragments, or as many messages. */
    private static void write(RawClient client, Kind kind, AtomicLong sent) throws IOException {
        byte[] part = new byte[Transfer.PART];
        for (int i = 0; i < HELD_PARTS; i++) {
            boolean continued = kind == Kind.STREAM && i > 0;
            boolean last = kind == Kind.MESSAGES || i == HELD_PARTS - 1;
            client.send(continued ? RawClient.CONTINUATION : RawClient.BINARY, last, part);
            sent.addAndGet(part.length);
        }
    }

    private static void awaitStopped(LongSupplier sent) {
        AtomicLong last = new AtomicLong();
        await("a writer that is stopped, or has sent all")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    long now = sent.getAsLong();
                    return now > 0 && last.getAndSet(now) == now;
                });
    }

    private static void awaitFlat(
            LongSupplier sent, long most, Memory there, ServerTransfer server, Memory here, long held) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Memory thereNow = server.memory();
            Memory hereNow = Memory.now();
            assertSoftly(softly -> {
                softly.assertThat(sent.getAsLong())
                        .as("what the writer got rid of")
                        .isBetween((long) CreditContract.WINDOW, most);
                softly.assertThat(thereNow.heap() - there.heap())
                        .as("growth of the server's heap")
                        .isLessThan(held);
                softly.assertThat(thereNow.buffers() - there.buffers())
                        .as("growth of the server's direct buffers")
                        .isLessThan(held);
                softly.assertThat(hereNow.heap() - here.heap())
                        .as("growth of the client's heap")
                        .isLessThan(held);
                softly.assertThat(hereNow.buffers() - here.buffers())
                        .as("growth of the client's direct buffers")
                        .isLessThan(held);
            });
        });
    }

    /** A chunk goes out whole or waits, so that less than one may be left of the window. */
    private static void assertWindow(long received) {
        assertThat(received).isBetween((long) CreditContract.WINDOW - Transfer.PART, (long) CreditContract.WINDOW);
    }

    private static void assertAnswered(HeldSocket client, ServerTransfer server) {
        assertThat(client.answered()).isFalse();
        assertThat(server.answered()).isFalse();
        CompletableFuture<Duration> unused = client.socket().ping();
        server.ping();
        // The futures may wait behind a handler that is stopped, as all callbacks do; the time is told at once.
        await().until(() -> client.answered() && server.answered());
    }

    private static void awaitWhole(Transfer client, ServerTransfer server) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(client.bytes()).isEqualTo(HELD_BYTES);
            assertThat(server.sum()).isEqualTo(client.sum());
        });
    }
}
