package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocketException;
import org.sluice.api.data.DataWriter;

/** Whole messages, against {@code /message/echo}. */
interface MessageContract extends Server {

    /** A value for JSON. */
    final class Point {
        public int x;
        public String label = "";

        public Point() {}

        Point(int x, String label) {
            this.x = x;
            this.label = label;
        }
    }

    @Test
    @DisplayName("P2 P12 P16 P26 P36: a text message comes back as it was sent")
    default void textComesBack() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.send("Grüße, 世界 \uD83D\uDE00");
            ReceivedMessage message = inbox.next();
            assertThat(message.type()).isEqualTo(MessageType.UTF8);
            assertThat(message.complete()).isTrue();
            assertThat(message.text()).isEqualTo("Grüße, 世界 \uD83D\uDE00");
        }
    }

    @Test
    @DisplayName("P3 P16 P26 P37: a binary message comes back as it was sent")
    default void bytesComeBack() throws Exception {
        byte[] data = randomBytes(1000);
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.send(ByteBuffer.wrap(data));
            ReceivedMessage message = inbox.next();
            assertThat(message.type()).isEqualTo(MessageType.BINARY);
            assertThat(bytes(message)).isEqualTo(data);
            assertThatThrownBy(message::text).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("P2 P3: empty messages are messages")
    default void emptyMessagesAreMessages() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.send("");
            socket.send(ByteBuffer.allocate(0));
            assertThat(inbox.next().text()).isEmpty();
            assertThat(inbox.next().bytes().remaining()).isZero();
        }
    }

    @Test
    @DisplayName("P12 P18: messages around the size of a frame and up to the limit come back whole and in order")
    default void sizesUpToTheLimitComeBack() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            for (int size : new int[] {1, 125, 126, 65_535, 65_536, 65_537, 500_000, 1024 * 1024}) {
                byte[] data = randomBytes(size);
                socket.send(ByteBuffer.wrap(data));
                assertThat(bytes(inbox.next())).isEqualTo(data);
            }
            String text = "aü世\uD83D\uDE00".repeat(100_000);
            socket.send(text);
            assertThat(inbox.next().text()).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("P27 P31 P32 P40 P48: what a DataWriter stores is one message, which a DataReader reads")
    default void oneStoreIsOneMessage() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            DataWriter writer = new DataWriter(socket.outputStream());
            writer.writeInt(42);
            writer.writeString("forty-two");
            writer.store();
            socket.control().messageType(MessageType.UTF8);
            writer.writeString("text now");
            writer.store();
            writer.detachStream();
            ReceivedMessage first = inbox.next();
            assertThat(first.type()).isEqualTo(MessageType.BINARY);
            var reader = first.reader();
            assertThat(reader.readInt()).isEqualTo(42);
            assertThat(reader.readString(reader.unconsumedLength())).isEqualTo("forty-two");
            ReceivedMessage second = inbox.next();
            assertThat(second.type()).as("the type changed while connected").isEqualTo(MessageType.UTF8);
            assertThat(second.text()).isEqualTo("text now");
        }
    }

    @Test
    @DisplayName("P27: text that is not UTF-8 is refused before it is sent")
    default void textOfBytesMustBeUtf8() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().messageType(MessageType.UTF8);
            socket.connect(at("message/echo"));
            OutputStream out = socket.outputStream();
            out.write(0xff);
            assertThatThrownBy(out::flush).isInstanceOf(java.nio.charset.CharacterCodingException.class);
            out.write("fine".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(inbox.next().text()).isEqualTo("fine");
        }
    }

    @Test
    @DisplayName("JSON: a value goes out as text and comes back as a value; what is not JSON says so")
    default void jsonComesBack() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.sendJson(new Point(7, "seven"));
            Point point = inbox.next().json(Point.class);
            assertThat(point.x).isEqualTo(7);
            assertThat(point.label).isEqualTo("seven");
            socket.send("{not json");
            ReceivedMessage bad = inbox.next();
            assertThatThrownBy(() -> bad.json(Point.class))
                    .isInstanceOf(WebSocketException.class)
                    .hasMessageContaining("not JSON for " + Point.class.getName());
        }
    }

    @Test
    @DisplayName("P14 S send: frames of one message arrive as one message, other messages wait")
    default void framesMakeOneMessage() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            socket.sendFrame(ByteBuffer.wrap(new byte[] {1, 2}), false);
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> socket.sendAsync("after").join());
            socket.sendFrame(ByteBuffer.wrap(new byte[] {3}), false);
            assertThat(other).isNotDone();
            socket.sendFrame(ByteBuffer.allocate(0), true);
            other.get(20, TimeUnit.SECONDS);
            assertThat(bytes(inbox.next())).containsExactly(1, 2, 3);
            assertThat(inbox.next().text()).isEqualTo("after");
        }
    }

    @Test
    @DisplayName("S received: in partial mode every part is an event, and the parts make the message")
    default void partialModeGivesParts() throws Exception {
        byte[] data = randomBytes(300_000);
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().receiveMode(ReceiveMode.PARTIAL);
            socket.connect(at("message/echo"));
            socket.send(ByteBuffer.wrap(data));
            ByteBuffer all = ByteBuffer.allocate(data.length);
            ReceivedMessage part;
            do {
                part = inbox.next();
                all.put(part.bytes());
            } while (!part.complete());
            assertThat(all.array()).isEqualTo(data);
        }
    }

    @Test
    @DisplayName("S send: any thread may send; nothing mixes or is lost, and each thread's order is kept")
    default void anyThreadMaySend() throws Exception {
        int threads = 8;
        int each = 200;
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                senders.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        CompletableFuture<Void> sent = socket.sendAsync(number + ":" + i + ":" + "x".repeat(i));
                        assertThat(sent).isNotCompletedExceptionally();
                    }
                }));
            }
            Orders orders = new Orders();
            for (int i = 0; i < threads * each; i++) {
                String message = inbox.next().text();
                assertThat(message).endsWith(":" + "x".repeat(orders.next(message)));
            }
            for (CompletableFuture<Void> sender : senders) {
                sender.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    @DisplayName("P60-P62 S keep-alive, S information: a ping is answered, and what is known is told")
    default void pingIsAnsweredAndCountersCount() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            assertThat(socket.information().handshakeStatus())
                    .as("before the connect")
                    .isEmpty();
            assertThat(socket.information().remoteAddress()).isEmpty();
            socket.connect(at("message/echo"));
            Duration time = socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(time).isPositive();
            assertThat(socket.information().roundTripTime()).isPresent();
            socket.send("1234");
            inbox.next();
            assertThat(socket.information().bytesSent()).isEqualTo(4);
            assertThat(socket.information().bytesReceived()).isEqualTo(4);
            assertThat(socket.information().messagesSent()).isEqualTo(1);
            assertThat(socket.information().messagesReceived()).isEqualTo(1);
            assertThat(socket.information().handshakeStatus()).hasValue(101);
            assertThat(socket.information().handshakeHeaders()).containsKey("sec-websocket-accept");
        }
    }

    @Test
    @DisplayName("P29 P39: sending may start as a continuation of the connect")
    default void sendingContinuesTheConnect() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connectAsync(at("message/echo"))
                    .thenCompose(connected -> socket.sendAsync("at once"))
                    .get(20, TimeUnit.SECONDS);
            assertThat(inbox.next().text()).isEqualTo("at once");
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] data = new byte[count];
        new Random(count).nextBytes(data);
        return data;
    }

    private static byte[] bytes(ReceivedMessage message) throws Exception {
        ByteBuffer content = message.bytes();
        byte[] data = new byte[content.remaining()];
        content.get(data);
        return data;
    }
}
