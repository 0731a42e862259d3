package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.server.PseudoRandomBytes;

/** Credit between the two ends, as docs/flow-control.md says, against {@code /stream/echo}, {@code /stream/generate} and {@code /message/echo}. */
interface CreditContract extends Server {

    /** What both of our ends offer. */
    int WINDOW = 256 * 1024;

    /** What the window of an end that reads may become. */
    int LARGEST_WINDOW = 4 * 1024 * 1024;

    /** The largest chunk. */
    int CHUNK = 64 * 1024;

    /** A chunk goes out whole or waits, and one of the echo's that is tiny, as its reads are, counts for more than it has. */
    long LEAST_OF_WINDOW = (long) WINDOW - CHUNK - 1024;

    /** What the raw client offers. */
    int SMALL = 32 * 1024;

    @Test
    @DisplayName(
            "P18 credit: a reader that stops stops the writer within the window, pings are answered, and reading goes on")
    default void aStoppedReaderStopsTheWriterAtTheWindow() throws Exception {
        long length = 8L * 1024 * 1024;
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            CompletableFuture<Void> sending = Sending.of(() -> {
                try (OutputStream out = socket.newMessage()) {
                    new PseudoRandomBytes(length).transferTo(out);
                }
            });
            await().untilAsserted(() ->
                    assertThat(socket.information().bytesReceived()).isBetween(LEAST_OF_WINDOW, (long) WINDOW));
            // It takes two answers, since the first may have overtaken what was on the way.
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(socket.information().bytesReceived()).isBetween(LEAST_OF_WINDOW, (long) WINDOW);
            assertThat(socket.information().bytesSent())
                    .as("what comes back, the server's window, which may grow, and what the echo has in its hands")
                    .isLessThanOrEqualTo(3L * WINDOW + LARGEST_WINDOW);
            assertThat(sending).isNotDone();

            InputStream back = socket.nextMessage().orElseThrow();
            assertThat(back).hasSameContentAs(new PseudoRandomBytes(length));
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName(
            "P14 credit: a handler that stops stops the sender at exactly the window, pings are answered, and handling goes on")
    default void aStoppedHandlerStopsTheSenderAtTheWindow() throws Exception {
        int messages = 4_000;
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(message.bytes().getInt()).isEqualTo(handled.getAndIncrement());
            });
            socket.connect(at("message/echo"));
            CompletableFuture<Void> sending = Sending.of(() -> {
                for (int i = 0; i < messages; i++) {
                    socket.send(ByteBuffer.allocate(1024).putInt(0, i));
                }
            });
            await().untilAsserted(() ->
                    assertThat(socket.information().bytesReceived()).isEqualTo(WINDOW));
            // Its future would wait behind the handler, as all callbacks do; the time is told at once.
            CompletableFuture<Duration> ping = socket.ping();
            await().until(() -> socket.information().roundTripTime().isPresent());
            assertThat(ping).isNotDone();
            assertThat(socket.information().bytesReceived()).isEqualTo(WINDOW);
            assertThat(socket.information().bytesSent())
                    .as("what comes back, the server's window, which may grow, and what waits there")
                    .isLessThanOrEqualTo(3L * WINDOW + LARGEST_WINDOW);
            goOn.countDown();
            sending.get(20, TimeUnit.SECONDS);
            await().untilAsserted(() -> assertThat(handled).hasValue(messages));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    @DisplayName(
            "credit: the server sends complete messages up to the window of a client, answers pings, and goes on with each grant")
    default void theServerHeedsTheWindowOfAForeignClient() throws Exception {
        try (RawClient client = credited("stream/generate?bytes=100000")) {
            assertThat(client.head()).containsIgnoringCase("Sluice-Credit: 1; kind=stream; window=" + WINDOW);
            int chunk = SMALL / 2;
            assertThat(read(client, SMALL)).containsExactly(chunk, chunk);
            client.send(RawClient.PING, true, new byte[] {7});
            assertThat(client.readFrame().payload())
                    .as("nothing comes before the answer: the window is used up")
                    .containsExactly(7);
            client.send(RawClient.PONG, true, grant(100_000 + 64));
            assertThat(read(client, 100_000 - SMALL)).startsWith(chunk, chunk);
            assertThat(read(client, 0)).as("the end of the logical message").containsExactly(0);
        }
    }

    @Test
    @DisplayName("credit: a client that overruns what it was granted is closed with 1008")
    default void aClientThatOverrunsIsClosedWith1008() throws Exception {
        try (RawClient client = credited("stream/generate?bytes=100000")) {
            // From now on it is bound. Nobody reads at the server: it waits for credit in the middle of its answer.
            client.send(RawClient.PONG, true, grant(SMALL));
            for (int sent = 0; sent < WINDOW; sent += SMALL) {
                client.send(RawClient.BINARY, true, new byte[SMALL]);
            }
            client.send(RawClient.BINARY, true, new byte[1]);
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(1008);
            assertThat(close.reason()).contains("credit");
        }
    }

    @Test
    @DisplayName("credit: a client without it, or with a bad offer, is served as ever")
    default void aClientWithoutCreditIsServedAsEver() throws Exception {
        String[] offers = {"X-Nothing: 1", "Sluice-Credit: 2; whatever", "Sluice-Credit: 1; kind=stream; window=1"};
        for (String offer : offers) {
            try (RawClient client = RawClient.connect(at("stream/generate?bytes=100000"), offer)) {
                assertThat(client.head()).doesNotContainIgnoringCase("Sluice-Credit");
                assertThat(client.readMessage().payload()).hasSize(100_000);
            }
        }
    }

    @Test
    @DisplayName("credit: in the sub-protocol for browsers grants are texts, and nothing is sent before the first")
    default void theSubProtocolGrantsInText() throws Exception {
        try (RawClient client =
                RawClient.connect(at("stream/generate?bytes=40000"), "Sec-WebSocket-Protocol: sluice.credit.v1")) {
            assertThat(client.head()).containsIgnoringCase("Sec-WebSocket-Protocol: sluice.credit.v1");
            assertThat(client.readFrame().text()).isEqualTo("credit=" + WINDOW);
            client.send(RawClient.PING, true, new byte[] {7});
            assertThat(client.readFrame().payload()).containsExactly(7);
            client.send("credit=" + SMALL);
            assertThat(read(client, SMALL)).containsExactly(SMALL / 2, SMALL / 2);
            client.send("credit=" + (40_000 + 64));
            assertThat(read(client, 40_000 - SMALL)).hasSize(1);
            assertThat(read(client, 0)).containsExactly(0);
        }
    }

    private RawClient credited(String path) throws IOException {
        return RawClient.connect(at(path), "Sluice-Credit: 1; kind=stream; window=" + SMALL);
    }

    private static byte[] grant(long total) {
        return ByteBuffer.allocate(16)
                .putInt(0x534C4301)
                .put((byte) 1)
                .put(new byte[3])
                .putLong(total)
                .array();
    }

    /** The sizes of the next messages until so many bytes are there, or of the next one, past the grants; some containers cut them into frames. */
    private static List<Integer> read(RawClient client, int bytes) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        int all = 0;
        while (all < bytes || sizes.isEmpty()) {
            RawClient.Frame frame = client.readFrame();
            if (frame.opcode() == RawClient.PONG) {
                continue;
            }
            assertThat(frame.opcode()).isEqualTo(RawClient.BINARY);
            int size = frame.payload().length;
            while (!frame.fin()) {
                frame = client.readFrame();
                assertThat(frame.opcode()).isEqualTo(RawClient.CONTINUATION);
                size += frame.payload().length;
            }
            sizes.add(size);
            all += size;
        }
        assertThat(all).isEqualTo(bytes);
        return sizes;
    }
}
