package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.Phase;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** Wrong use and wrong input, of our own client and on the wire. */
interface ErrorContract extends Server {

    @Test
    @DisplayName("bad input: a message over the server's limit closes with 1009")
    default void oversizedMessageCloses() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            CompletableFuture<Void> unused = socket.sendAsync(ByteBuffer.allocate(1024 * 1024 + 1));
            assertThat(inbox.closed().code()).isEqualTo(1009);
            assertThat(inbox.closed().reason()).contains("1048576");
            assertThat(inbox.isEmpty()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "P14, M message control: a message over this end's limit closes with 1009, and its content cannot be had")
    default void oversizedAnswerCloses() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().maxMessageSize(100);
            socket.connect(at("message/echo"));
            socket.send("x".repeat(100));
            assertThat(inbox.next().text()).hasSize(100);
            socket.send("x".repeat(101));
            ReceivedMessage tooBig = inbox.next();
            assertThatThrownBy(tooBig::text)
                    .isInstanceOfSatisfying(MessageTooBigException.class, e -> assertThat(e.limit())
                            .isEqualTo(100));
            assertThat(inbox.closed().code()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("P9 P30: an unknown path fails the connect with 404")
    default void unknownPath() {
        MessageWebSocket socket = MessageWebSocket.create();
        assertThatThrownBy(() -> socket.connect(at("nothing/here")))
                .isInstanceOfSatisfying(WebSocketException.class, failure -> {
                    assertThat(failure.status()).isEqualTo(WebErrorStatus.NOT_FOUND);
                    assertThat(failure.phase()).isEqualTo(Phase.UPGRADE);
                    assertThat(failure.httpStatus()).hasValue(404);
                })
                .hasMessageContaining("404");
        assertThat(socket.information().handshakeStatus()).hasValue(404);
    }

    @Test
    @DisplayName("P30 P63: a port where nobody listens fails with CANNOT_CONNECT")
    default void refusedPort() throws IOException {
        URI nobody;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
        }
        assertThatThrownBy(() -> MessageWebSocket.create().connect(nobody))
                .isInstanceOfSatisfying(WebSocketException.class, failure -> {
                    assertThat(failure.status()).isEqualTo(WebErrorStatus.CANNOT_CONNECT);
                    assertThat(failure.phase()).isEqualTo(Phase.TCP);
                });
    }

    @Test
    @DisplayName("P30 P64: a host without an address fails with HOST_NAME_NOT_RESOLVED")
    default void unknownHost() {
        assertThatThrownBy(() -> MessageWebSocket.create().connect(URI.create("ws://no-such-host.invalid/")))
                .isInstanceOfSatisfying(WebSocketException.class, failure -> {
                    assertThat(failure.status()).isEqualTo(WebErrorStatus.HOST_NAME_NOT_RESOLVED);
                    assertThat(failure.phase()).isEqualTo(Phase.DNS);
                });
    }

    @Test
    @DisplayName("P9: a wrong answer to the key fails the connect as an invalid response")
    default void wrongAccept() throws Exception {
        try (RawServer server = new RawServer((connection, key) -> RawServer.upgrade(connection, key + "x"))) {
            assertThatThrownBy(() -> MessageWebSocket.create().connect(server.uri()))
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                            .isEqualTo(WebErrorStatus.ERROR_HTTP_INVALID_SERVER_RESPONSE));
        }
    }

    @Test
    @DisplayName("a sub-protocol that was not offered fails the connect")
    default void protocolNotOffered() throws Exception {
        try (RawServer server = new RawServer((connection, key) -> {
            RawServer.upgrade(connection, key, "Sec-WebSocket-Protocol: surprise");
            RawServer.awaitEnd(connection);
        })) {
            MessageWebSocket socket = MessageWebSocket.create();
            socket.control().supportedProtocols(List.of("expected"));
            assertThatThrownBy(() -> socket.connect(server.uri()))
                    .isInstanceOf(WebSocketException.class)
                    .hasMessageContaining("surprise")
                    .hasMessageContaining("expected");
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("P9: other HTTP answers fail with their own status")
    default void httpStatusIsTold() throws Exception {
        try (RawServer server = new RawServer((connection, key) -> RawServer.send(
                connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))) {
            assertThatThrownBy(() -> MessageWebSocket.create().connect(server.uri()))
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                            .isEqualTo(WebErrorStatus.FORBIDDEN));
        }
    }

    @Test
    @DisplayName(
            "P67-P68, M connect: URIs that are no WebSocket addresses are refused at once, by name of the argument")
    default void wrongUris() {
        for (String wrong : List.of(
                "http://host/",
                "relative",
                "ws:///nohost",
                "ws://host/#fragment",
                "ws://user:pw@host/",
                "mailto:a@b")) {
            MessageWebSocket socket = MessageWebSocket.create();
            assertThatThrownBy(() -> socket.connectAsync(URI.create(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("uri ");
        }
    }

    @Test
    @DisplayName("P20-P25, M connect: the scheme may be in any letter case")
    default void schemeInAnyCase() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.connect(URI.create(at("message/echo").toString().replaceFirst("ws:", "WS:")));
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    @DisplayName("M connect: escaped paths and queries arrive escaped, and cannot break out of the request line")
    default void escapesArriveEscaped() throws Exception {
        CompletableFuture<String> requestLine = new CompletableFuture<>();
        try (RawServer server = RawServer.seeing(requestLine)) {
            URI uri = URI.create(server.uri() + "a%20b/%0d%0aX-Injected:%201/%2F%25?q=%26%C3%A4&r=%0a");
            assertThatThrownBy(() -> MessageWebSocket.create().connect(uri)).isInstanceOf(WebSocketException.class);
            assertThat(requestLine.get(20, TimeUnit.SECONDS))
                    .isEqualTo("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1");
        }
    }

    @Test
    @DisplayName(
            "P28 P35 P49 P54-P59, M control, M request header: too late or too early is an IllegalStateException that says what to do")
    default void wrongOrder() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            assertThatThrownBy(() -> socket.send("early")).isInstanceOf(IllegalStateException.class);
            Inbox unused = Inbox.of(socket);
            socket.connect(at("message/echo"));
            assertThatThrownBy(() -> socket.onReceived((from, message) -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.onClosed((from, event) -> {})).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.setRequestHeader("X-Late", "1")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.control().maxMessageSize(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.control().supportedProtocols(List.of("late")))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.connectAsync(at("message/echo"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("bad input: garbage instead of a handshake is hung up on, and the server goes on")
    default void garbageHandshake() throws Exception {
        for (String garbage : List.of("\u0000\u0001\u0002garbage\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n\r\n")) {
            try (Socket connection = new Socket(deployed().getHost(), deployed().getPort())) {
                connection.setSoTimeout(20_000);
                connection.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                connection.shutdownOutput();
                byte[] answer = connection.getInputStream().readNBytes(64 * 1024);
                assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain(" 101 ");
            }
        }
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            assertThat(socket.isOpen()).isTrue();
        }
    }
}
