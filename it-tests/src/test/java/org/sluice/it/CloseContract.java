package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocket;
import org.sluice.api.WebSocketException;

/** The end of a connection, from either side. */
interface CloseContract extends Server {

    @Test
    @DisplayName("P34 P38, S closed, S close: a close by this end is raised once, and later sends say what happened")
    default void closeByThisEnd() throws Exception {
        MessageWebSocket socket = MessageWebSocket.create();
        Inbox inbox = Inbox.of(socket);
        socket.connect(at("message/echo"));
        assertThat(socket.isOpen()).isTrue();
        socket.close(4000, "enough");
        ClosedEvent event = inbox.closed();
        assertThat(event).isEqualTo(new ClosedEvent(4000, "enough", ClosedBy.LOCAL, true));
        assertThat(socket.isOpen()).isFalse();
        assertThatThrownBy(() -> socket.send("late"))
                .isInstanceOfSatisfying(SocketClosedException.class, late -> assertThat(late.closeCode())
                        .isEqualTo(4000));
        socket.close();
        socket.close(1000, "again");
        assertThat(inbox.closed()).isEqualTo(event);
    }

    @Test
    @DisplayName("P34, S close: what was queued goes out first")
    default void queuedDataGoesOutFirst() throws Exception {
        int messages = 500;
        MessageWebSocket socket = MessageWebSocket.create();
        Inbox inbox = Inbox.of(socket);
        socket.connect(at("message/echo"));
        CompletableFuture<?>[] sent = new CompletableFuture<?>[messages];
        for (int i = 0; i < messages; i++) {
            sent[i] = socket.sendAsync("message " + i);
        }
        socket.close();
        CompletableFuture.allOf(sent).get(20, TimeUnit.SECONDS);
        assertThat(inbox.closed().closedBy()).isEqualTo(ClosedBy.LOCAL);
        assertThat(socket.information().messagesSent()).isEqualTo(messages);
    }

    @Test
    @DisplayName("P34, S closed, S stream: a close by the server carries its code and reason; the stream then ends")
    default void closeByTheServer() throws Exception {
        StreamWebSocket socket = StreamWebSocket.create();
        Inbox inbox = Inbox.ofClosing(socket);
        socket.connect(at("stream/generate?bytes=nonsense"));
        ClosedEvent event = inbox.closed();
        assertThat(event.code()).isEqualTo(1008);
        assertThat(event.closedBy()).isEqualTo(ClosedBy.REMOTE);
        assertThat(event.clean()).isTrue();
        assertThat(socket.inputStream().read()).isEqualTo(-1);
        assertThat(socket.nextMessage()).isEmpty();
        assertThatThrownBy(() -> {
                    socket.outputStream().write(1);
                    socket.outputStream().flush();
                })
                .isInstanceOf(SocketClosedException.class);
        socket.close();
    }

    @Test
    @DisplayName("P33: closing inside a message handler is legal")
    default void closeInsideHandler() throws Exception {
        MessageWebSocket socket = MessageWebSocket.create();
        CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
        socket.onReceived((from, message) -> from.close(1000, "in the handler"));
        socket.onClosed((from, event) -> closed.complete(event));
        socket.connect(at("message/echo"));
        socket.send("please close");
        assertThat(closed.get(20, TimeUnit.SECONDS))
                .isEqualTo(new ClosedEvent(1000, "in the handler", ClosedBy.LOCAL, true));
    }

    @Test
    @DisplayName("a handler that fails closes with 1011")
    default void failingHandlerClosesWith1011() throws Exception {
        MessageWebSocket socket = MessageWebSocket.create();
        CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
        socket.onReceived((from, message) -> {
            throw new IllegalStateException("a bug of the application, made by this test");
        });
        socket.onClosed((from, event) -> closed.complete(event));
        socket.connect(at("message/echo"));
        socket.send("x");
        assertThat(closed.get(20, TimeUnit.SECONDS).code()).isEqualTo(1011);
    }

    @Test
    @DisplayName("P34, S closed, S stream: a lost connection is 1006 and not clean, and a pending read fails")
    default void lostConnection() throws Exception {
        try (RawServer server = new RawServer((connection, key) -> {
            RawServer.upgrade(connection, key);
            connection.getOutputStream().write(new byte[] {(byte) 0x02, 1, 42});
            connection.getOutputStream().flush();
        })) {
            StreamWebSocket socket = StreamWebSocket.create();
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            assertThat(socket.inputStream().read()).isEqualTo(42);
            assertThatThrownBy(() -> socket.inputStream().read())
                    .isInstanceOfSatisfying(SocketClosedException.class, lost -> assertThat(lost.closeCode())
                            .isEqualTo(1006));
            ClosedEvent event = inbox.closed();
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.clean()).isFalse();
            assertThat(event.closedBy()).isEqualTo(ClosedBy.NONE);
        }
    }

    @Test
    @DisplayName("P67-P68, S close: wrong arguments of a close are named, and the socket stays open")
    default void wrongCloseArguments() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            for (int code : new int[] {-1, 0, 999, 1004, 1005, 1006, 1015, 2999, 5000}) {
                assertThatThrownBy(() -> socket.close(code, ""))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("code " + code);
            }
            assertThatThrownBy(() -> socket.close(1000, "ä".repeat(62)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("124 bytes");
            socket.send("still open");
            assertThat(inbox.next().text()).isEqualTo("still open");
        }
    }

    @Test
    @DisplayName("P77-P78: closing while connecting ends the connect and its connection, and nothing opens later")
    default void closeWhileConnecting() throws Exception {
        CompletableFuture<Void> handshaking = new CompletableFuture<>();
        // The server's close waits until its connection has ended.
        try (RawServer server = new RawServer((connection, key) -> {
            handshaking.complete(null);
            RawServer.awaitEnd(connection);
        })) {
            MessageWebSocket socket = MessageWebSocket.create();
            CompletableFuture<Void> connecting = socket.connectAsync(server.uri());
            handshaking.get(20, TimeUnit.SECONDS);
            socket.close();
            assertThatThrownBy(() -> connecting.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            assertThat(socket.isOpen()).isFalse();
            assertThatThrownBy(() -> socket.connect(server.uri())).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "P69-P72 P76: a server that does not answer fails the connect at its timeout, the same way for both classes")
    default void silentServer(boolean stream) throws Exception {
        try (RawServer server = new RawServer((connection, key) -> RawServer.awaitEnd(connection));
                WebSocket socket = stream ? StreamWebSocket.create() : MessageWebSocket.create()) {
            socket.control().connectTimeout(Duration.ofMillis(500));
            assertThatThrownBy(() -> socket.connect(server.uri()))
                    .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                            .isEqualTo(WebErrorStatus.TIMEOUT))
                    .hasMessageContaining("connect timeout");
        }
    }
}
