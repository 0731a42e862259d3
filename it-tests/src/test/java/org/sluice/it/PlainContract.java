package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/** Ordinary annotated endpoints, against our client and a foreign one, and our endpoints against a foreign client. */
interface PlainContract extends Server {

    @Test
    @DisplayName("P10: our client and whole handlers of an ordinary endpoint understand each other")
    default void ourClientAndPlainMessages() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("plain/message"));
            socket.send("text");
            assertThat(inbox.next().text()).isEqualTo("text");
            socket.send(ByteBuffer.wrap(new byte[] {1, 2}));
            assertThat(inbox.next().bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
            String large = "x".repeat(500_000);
            socket.send(large);
            assertThat(inbox.next().text()).isEqualTo(large);
        }
    }

    @Test
    @DisplayName("JSON: an ordinary endpoint decodes and encodes with our codecs")
    default void plainJson() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("plain/json"));
            socket.send("{\"name\":\"Ada\"}");
            assertThat(inbox.next().text()).contains("\"text\":\"Hello Ada\"");
        }
    }

    @Test
    @DisplayName("P10 P26: our stream client and partial handlers of an ordinary endpoint understand each other")
    default void ourClientAndPlainStream() throws Exception {
        byte[] data = new byte[300_000];
        new Random(1).nextBytes(data);
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("plain/stream"));
            socket.outputStream().write(data);
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).isEqualTo(data);
        }
    }

    @Test
    @DisplayName("P10 P26: a foreign client and our message endpoint understand each other, fragments included")
    default void foreignClientAndOurMessages() throws Exception {
        ForeignClient client = new ForeignClient();
        WebSocket socket = ForeignClient.connect(at("message/echo"), client);
        socket.sendText("one ", false)
                .thenCompose(next -> next.sendText("message", true))
                .get(20, TimeUnit.SECONDS);
        assertThat(client.next()).isEqualTo("one message");
        socket.sendBinary(ByteBuffer.wrap(new byte[] {65, 66}), true).get(20, TimeUnit.SECONDS);
        assertThat(client.next()).isEqualTo("AB");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(20, TimeUnit.SECONDS);
        assertThat(client.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    @Test
    @DisplayName("P10 P26: a foreign client and our stream endpoint understand each other, message by message")
    default void foreignClientAndOurStream() throws Exception {
        ForeignClient client = new ForeignClient();
        WebSocket socket = ForeignClient.connect(at("stream/discard"), client);
        byte[] data = "123456789".getBytes(StandardCharsets.US_ASCII);
        socket.sendBinary(ByteBuffer.wrap(data, 0, 4), false)
                .thenCompose(next -> next.sendBinary(ByteBuffer.wrap(data, 4, 5), true))
                .get(20, TimeUnit.SECONDS);
        assertThat(client.next()).as("the check value of CRC-32C").isEqualTo("{\"bytes\":9,\"crc32c\":\"e3069283\"}");
        socket.sendBinary(ByteBuffer.allocate(0), true).get(20, TimeUnit.SECONDS);
        assertThat(client.next()).isEqualTo("{\"bytes\":0,\"crc32c\":\"00000000\"}");
        socket.abort();
    }
}
