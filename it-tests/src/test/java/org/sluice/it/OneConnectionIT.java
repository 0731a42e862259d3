package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.server.MessageEcho;
import org.sluice.server.launcher.EmbeddedServer;

/** The handshake and all that follows it, on one TCP connection, byte by byte. */
class OneConnectionIT {

    @Test
    @DisplayName(
            "P6-P8: a client's handshake upgrades the connection it came on, which speaks WebSocket until it closes")
    void client() throws Exception {
        CompletableFuture<List<String>> heard = new CompletableFuture<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawServer server = RawServer.on(listener, (connection, key) -> {
                    RawServer.upgrade(connection, key);
                    RawServer.send(connection, "\u0081\u0005hello");
                    MaskedFrames frames = new MaskedFrames(connection);
                    MaskedFrames.Frame message = frames.next();
                    MaskedFrames.Frame close = frames.next();
                    RawServer.send(connection, "\u0088\u0000");
                    connection.shutdownOutput();
                    heard.complete(List.of(
                            message.opcode() + " " + message.text(),
                            close.opcode() + " of " + close.payload().length,
                            "end " + frames.atEnd()));
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);

            // The listener is for one connection alone; a second one would wait for ever.
            socket.connect(server.uri());
            assertThat(inbox.next().text()).isEqualTo("hello");
            socket.send("and back");
            socket.close();

            assertThat(heard.get(20, TimeUnit.SECONDS)).containsExactly("1 and back", "8 of 0", "end true");
            assertThat(inbox.closed().clean()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "P6-P8: a server upgrades the connection that a handshake came on, which speaks WebSocket until it closes")
    void server() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.builder()
                        .endpoints(List.of(MessageEcho.class))
                        .start();
                RawClient client = RawClient.connect(server.uri().resolve("message/echo"))) {
            assertThat(client.head().lines().limit(1)).containsExactly("HTTP/1.1 101 Switching Protocols");
            client.send("there and back");
            assertThat(client.readMessage().text()).isEqualTo("there and back");
            client.send(RawClient.CLOSE, true, RawClient.closing(1000, "done"));
            RawClient.Frame answer = client.readFrame();
            assertThat(answer.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(answer.closeCode()).isEqualTo(1000);
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    @DisplayName("P9: what is not a handshake gets an HTTP answer, and none of the frames that follow is heard")
    void noHandshake() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.builder()
                        .endpoints(List.of(MessageEcho.class))
                        .start();
                java.net.Socket plain =
                        new java.net.Socket(server.uri().getHost(), server.uri().getPort())) {
            plain.setSoTimeout(20_000);
            RawServer.send(plain, "GET /message/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            plain.getOutputStream()
                    .write(RawClient.frame(RawClient.TEXT, true, "echo me".getBytes(StandardCharsets.UTF_8)));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("echo me");
        }
    }
}
