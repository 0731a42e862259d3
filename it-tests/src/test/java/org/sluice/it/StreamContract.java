package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;
import org.sluice.api.data.InputOption;
import org.sluice.server.PseudoRandomBytes;

/** Streams, against {@code /stream/echo}, {@code /stream/discard} and {@code /stream/generate}. */
interface StreamContract extends Server {

    /** Several hundred times what any end holds in memory. */
    long LARGE = 128L * 1024 * 1024;

    @Test
    @DisplayName("P13 P17 P19: a large upload arrives whole, and the answer says so")
    default void uploadArrivesWhole() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/discard"));
            CheckedInputStream source = new CheckedInputStream(new PseudoRandomBytes(LARGE), new CRC32C());
            source.transferTo(socket.outputStream());
            socket.outputStream().flush();
            assertThat(answer(socket))
                    .isEqualTo(json(LARGE, source.getChecksum().getValue()));
        }
    }

    @Test
    @DisplayName("P13 P15 P17 P45: a large download arrives whole")
    default void downloadArrivesWhole() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/generate?bytes=" + LARGE));
            CheckedInputStream received =
                    new CheckedInputStream(socket.nextMessage().orElseThrow(), new CRC32C());
            assertThat(received.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE);
            CheckedInputStream expected = new CheckedInputStream(new PseudoRandomBytes(LARGE), new CRC32C());
            expected.transferTo(OutputStream.nullOutputStream());
            assertThat(received.getChecksum().getValue())
                    .isEqualTo(expected.getChecksum().getValue());
        }
    }

    @Test
    @DisplayName("P46 P50 P53: sending and receiving run at the same time")
    default void bothDirectionsAtOnce() throws Exception {
        long length = 32L * 1024 * 1024;
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try (OutputStream out = socket.newMessage()) {
                    new PseudoRandomBytes(length).transferTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            InputStream back = socket.nextMessage().orElseThrow();
            assertThat(back).hasSameContentAs(new PseudoRandomBytes(length));
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("P26: the echo keeps the ends of messages, empty ones too")
    default void echoKeepsMessages() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            OutputStream first = socket.newMessage();
            first.write(new byte[] {1, 2, 3});
            first.flush();
            first.write(4);
            first.close();
            socket.newMessage().close();
            socket.outputStream().write(5);
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(1, 2, 3, 4);
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).isEmpty();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(5);
        }
    }

    @Test
    @DisplayName("P13: what is left of a message is passed over by the next one")
    default void restOfMessageIsPassedOver() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    new PseudoRandomBytes(4 * 1024 * 1024).transferTo(socket.outputStream());
                    socket.outputStream().flush();
                    socket.outputStream().write(7);
                    socket.outputStream().flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(socket.nextMessage().orElseThrow().readNBytes(10)).hasSize(10);
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(7);
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("P32 P47: a partial load completes with what is there")
    default void partialLoadTakesWhatIsThere() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            DataWriter writer = new DataWriter(socket.outputStream());
            writer.writeString("ten bytes!");
            writer.store();
            DataReader reader = new DataReader(socket.inputStream());
            reader.inputOptions(InputOption.PARTIAL);
            StringBuilder all = new StringBuilder();
            while (all.length() < 10) {
                int loaded = reader.load(256);
                assertThat(loaded).isBetween(1, 10);
                all.append(reader.readString(loaded));
            }
            assertThat(all).hasToString("ten bytes!");
            reader.detachStream();
            writer.detachStream();
        }
    }

    @Test
    @DisplayName("S stream: the same bytes flow through NIO channels")
    default void channelsCarryTheSameBytes() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            WritableByteChannel out = socket.writableChannel();
            out.write(ByteBuffer.wrap("channel".getBytes(StandardCharsets.US_ASCII)));
            socket.outputStream().flush();
            ReadableByteChannel in = socket.readableChannel();
            ByteBuffer received = ByteBuffer.allocate(7);
            while (received.hasRemaining()) {
                assertThat(in.read(received)).isPositive();
            }
            assertThat(new String(received.array(), StandardCharsets.US_ASCII)).isEqualTo("channel");
        }
    }

    @Test
    @DisplayName("P18 P19 flow: a reader that stops stops the writer, within what the buffers on the way hold")
    default void stoppedReaderStopsTheWriter() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().sendTimeout(Duration.ofSeconds(2)).closeTimeout(Duration.ofSeconds(2));
            socket.connect(at("stream/echo"));
            assertThatThrownBy(() -> {
                        OutputStream out = socket.newMessage();
                        new PseudoRandomBytes(LARGE).transferTo(out);
                        out.close();
                    })
                    .as("nobody reads the echo, so the echo stops reading")
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                            .isEqualTo(WebErrorStatus.TIMEOUT));
            // Four socket buffers of the system, which grow to some MiB each, and some hundred KiB of ours.
            assertThat(socket.information().bytesSent()).isLessThan(64L * 1024 * 1024);
            assertThat(socket.information().bytesReceived())
                    .as("held for a reader that never reads: the pipe and one frame")
                    .isLessThanOrEqualTo(256 * 1024 + 64 * 1024);
        }
    }

    @Test
    @DisplayName("P73: a read that waits too long says so, and the next read goes on")
    default void readTimesOutAndGoesOn() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.control().receiveTimeout(Duration.ofMillis(300));
            socket.connect(at("stream/echo"));
            assertThatThrownBy(() -> socket.inputStream().read())
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                            .isEqualTo(WebErrorStatus.TIMEOUT));
            socket.outputStream().write(9);
            socket.outputStream().flush();
            int read = -1;
            while (read < 0) {
                try {
                    read = socket.inputStream().read();
                } catch (WebSocketException slow) {
                    assertThat(slow.status()).isEqualTo(WebErrorStatus.TIMEOUT);
                }
            }
            assertThat(read).isEqualTo(9);
        }
    }

    @Test
    @DisplayName("bad input: generate refuses what is no number, with a reason")
    default void generateRefusesWhatIsNoNumber() throws Exception {
        for (String query : new String[] {"", "?bytes=-1", "?bytes=many", "?bytes=1&bytes=2"}) {
            try (StreamWebSocket socket = StreamWebSocket.create()) {
                Inbox inbox = Inbox.ofClosing(socket);
                socket.connect(at("stream/generate" + query));
                assertThat(inbox.closed().code()).isEqualTo(1008);
                assertThat(inbox.closed().reason()).contains("?bytes=N");
                assertThat(socket.inputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static String answer(StreamWebSocket socket) throws IOException {
        return new String(socket.nextMessage().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String json(long bytes, long checksum) {
        return String.format(Locale.ROOT, "{\"bytes\":%d,\"crc32c\":\"%08x\"}", bytes, checksum);
    }
}
