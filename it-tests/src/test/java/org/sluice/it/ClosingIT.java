package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.it.app.Commands;
import org.sluice.it.app.Journal;
import org.sluice.server.launcher.EmbeddedServer;

/** Closes on the wire, frame by frame, at both ends and on both ports. */
class ClosingIT extends OnBothPorts {

    /** So many rounds, each at another moment. */
    private static final int RACES = 30;

    private static EmbeddedServer server() throws Exception {
        return EmbeddedServer.builder()
                .endpoints(List.of(Commands.class, Journal.class))
                .start();
    }

    private static JournalReader journal(EmbeddedServer server, String key) {
        return new JournalReader(server.uri().resolve("journal"), key);
    }

    private static RawClient connect(EmbeddedServer server, JournalReader journal, String query) throws Exception {
        RawClient client = RawClient.connect(server.uri().resolve("commands/" + journal.key() + query));
        assertThat(client.readMessage().text()).isEqualTo("hello");
        return client;
    }

    @ParameterizedTest
    @CsvSource({"auto, 0, 1005", "portable, 2, 1000"})
    @DisplayName(
            "P34 P38 S close: a close without a code is an empty frame and told as 1005, where the engine is our own")
    void emptyCloseOfAServer(String port, int bytes, int code) throws Exception {
        use(port);
        try (EmbeddedServer server = server()) {
            JournalReader journal = journal(server, "empty-" + port);
            try (RawClient client = connect(server, journal, "")) {
                client.send("leave");
                RawClient.Frame close = client.readClose();
                assertThat(close.payload()).hasSize(bytes);
                assertThat(close.closeCode()).isEqualTo(code);
                client.send(RawClient.CLOSE, true, close.payload());
                assertThat(client.ends()).isTrue();
                assertThat(journal.awaitOnly("closed")).isEqualTo("closed " + code + " LOCAL clean ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"auto, 0, 1005", "portable, 2, 1000"})
    @DisplayName("P34 P38 S close: so is that of a client")
    @SuppressWarnings("try") // The close is what is looked at.
    void emptyCloseOfAClient(String port, int bytes, int code) throws Exception {
        use(port);
        CompletableFuture<MaskedFrames.Frame> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    MaskedFrames.Frame close = new MaskedFrames(connection).next();
                    seen.complete(close);
                    RawServer.send(
                            connection, close.payload().length == 0 ? "\u0088\u0000" : "\u0088\u0002\u0003\u00e8");
                    RawServer.end(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(server.uri());
            socket.close();
            assertThat(inbox.closed()).isEqualTo(new ClosedEvent(code, "", ClosedBy.LOCAL, true));
            assertThat(seen.get(20, TimeUnit.SECONDS).opcode()).isEqualTo(RawServer.CLOSE);
            assertThat(seen.join().payload()).hasSize(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P34 S close: what a client handed in before its close goes out first, in order")
    void queuedDataOfAClient(String port) throws Exception {
        use(port);
        int messages = 500;
        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    MaskedFrames frames = new MaskedFrames(connection);
                    List<String> texts = new ArrayList<>();
                    MaskedFrames.Frame frame = frames.next();
                    while (frame.opcode() != RawServer.CLOSE) {
                        texts.add(frame.text());
                        frame = frames.next();
                    }
                    seen.complete(texts);
                    RawServer.send(connection, "\u0088\u0002\u0003\u00e8");
                    RawServer.end(connection);
                });
                MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(server.uri());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                expected.add("message " + i);
                CompletableFuture<Void> unused = socket.sendAsync("message " + i);
            }
            socket.close(1000, "");
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(expected);
            assertThat(inbox.closed().clean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName("P34 P38 S close: where both ends close at the same moment a client is told once")
    void bothEndsClose(String port) throws Exception {
        use(port);
        for (int i = 0; i < RACES; i++) {
            long moment = i % 10 * 50_000L;
            CompletableFuture<Void> upgraded = new CompletableFuture<>();
            try (RawServer server = new RawServer((connection, key) -> {
                        RawServer.upgrade(connection, key);
                        upgraded.get(20, TimeUnit.SECONDS);
                        LockSupport.parkNanos(moment);
                        RawServer.send(connection, "\u0088\u0002\u000f\u00a1");
                        MaskedFrames.Frame unused = RawServer.readClose(connection);
                        RawServer.end(connection);
                    });
                    MessageWebSocket socket = MessageWebSocket.create()) {
                Inbox inbox = Inbox.of(socket);
                socket.connect(server.uri());
                upgraded.complete(null);
                LockSupport.parkNanos(250_000);
                socket.close(4002, "mine");
                ClosedEvent event = inbox.closed();
                assertThat(event.code()).isIn(4001, 4002);
                assertThat(event.clean()).isTrue();
                server.awaitDone();
                assertThat(inbox.closed()).isEqualTo(event);
            }
        }
    }

    /** Over a Jakarta session the container tells the end, most of them as soon as the close frame is out. */
    @Test
    @DisplayName("P34 P38 S close: an endpoint whose peer does not answer its close is told of the end once, in time")
    void peerThatDoesNotAnswer() throws Exception {
        use("auto");
        try (EmbeddedServer server = server()) {
            JournalReader journal = journal(server, "hasty");
            try (RawClient client = connect(server, journal, "?hasty=1")) {
                client.send("close 4003 nobody?");
                assertThat(client.readClose().closeCode()).isEqualTo(4003);
                assertThat(journal.awaitOnly("closed"))
                        .isEqualTo("closed 1006 LOCAL lost the peer did not answer the close");
                assertThat(client.ends()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "P17, S stream, S closed: text closes a client's stream with 1003, which its reader and its handler are told")
    void textOnAStream(String port) throws Exception {
        use(port);
        CompletableFuture<byte[]> seen = new CompletableFuture<>();
        try (RawServer server = new RawServer((connection, key) -> {
                    RawServer.upgrade(connection, key);
                    RawServer.send(connection, "\u0081\u0002hi");
                    MaskedFrames.Frame close = new MaskedFrames(connection).next();
                    seen.complete(close.payload());
                    RawServer.send(connection, "\u0088\u0002\u0003\u00eb");
                    RawServer.end(connection);
                });
                StreamWebSocket socket = StreamWebSocket.create()) {
            Inbox inbox = Inbox.ofClosing(socket);
            socket.connect(server.uri());
            assertThatThrownBy(() -> socket.inputStream().read())
                    .isInstanceOfSatisfying(SocketClosedException.class, closed -> assertThat(closed.closeCode())
                            .isEqualTo(1003));
            assertThat(inbox.closed().code()).isEqualTo(1003);
            assertThat(inbox.closed().closedBy()).isSameAs(ClosedBy.LOCAL);
            assertThat(seen.get(20, TimeUnit.SECONDS)).startsWith(0x03, 0xeb);
        }
    }
}
