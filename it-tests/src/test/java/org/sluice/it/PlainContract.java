package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/** Ordinary annotated endpoints, against our client. */
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
}
