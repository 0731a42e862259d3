package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.server.PseudoRandomBytes;

/** Our client against servers that know nothing of Sluice. */
class ForeignServerIT {

    private static final int SECONDS = 20;
    private static final Map<ForeignServer.Kind, ForeignServer> SERVERS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        for (ForeignServer.Kind kind : ForeignServer.Kind.values()) {
            SERVERS.put(kind, kind.start());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (ForeignServer server : SERVERS.values()) {
            server.close();
        }
    }

    @BeforeEach
    void forgetEarlierEnds() {
        ForeignServer.Closing.CLOSED.clear();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P10 P26: messages of both types come back whole, and a ping is answered")
    void messagesComeBack(ForeignServer.Kind kind) throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(SERVERS.get(kind).uri().resolve("plain/message"));
            for (String text : List.of("", "Grüße, 世界 \uD83D\uDE00", "aü世\uD83D\uDE00".repeat(50_000))) {
                socket.send(text);
                assertThat(inbox.next().text()).isEqualTo(text);
            }
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 65_537, 500_000}) {
                ByteBuffer data = ByteBuffer.wrap(new PseudoRandomBytes(size).readAllBytes());
                socket.send(data);
                assertThat(inbox.next().bytes()).isEqualTo(data);
            }
            assertThat(socket.ping().get(SECONDS, TimeUnit.SECONDS)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P13 P46 P50 P53: a large message goes up and down at the same time")
    void streamsGoUpAndDown(ForeignServer.Kind kind) throws Exception {
        long length = 8L * 1024 * 1024;
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(SERVERS.get(kind).uri().resolve("plain/stream"));
            CompletableFuture<Void> sending = Sending.of(() -> {
                OutputStream out = socket.newMessage();
                new PseudoRandomBytes(length).transferTo(out);
                out.close();
            });
            assertThat(socket.nextMessage().orElseThrow()).hasSameContentAs(new PseudoRandomBytes(length));
            sending.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JETTY, 1000, done", "JETTY, 1001, away", "JETTY, 1011, broken", "JETTY, 4321, own",
        "UNDERTOW, 1000, done", "UNDERTOW, 1001, away", "UNDERTOW, 1011, broken", "UNDERTOW, 4321, own"
    })
    @DisplayName("P34 P38: a close carries its code and reason, from the server and to it")
    void closesCarryTheirCodes(ForeignServer.Kind kind, int code, String reason) throws Exception {
        MessageWebSocket closed = MessageWebSocket.create();
        Inbox inbox = Inbox.of(closed);
        closed.connect(SERVERS.get(kind).uri().resolve("closing"));
        // The close may come before a blocking send returns.
        CompletableFuture<Void> unused = closed.sendAsync(code + " " + reason);
        assertThat(inbox.closed()).isEqualTo(new ClosedEvent(code, reason, ClosedBy.REMOTE, true));

        ForeignServer.Closing.CLOSED.clear();
        MessageWebSocket closing = MessageWebSocket.create();
        Inbox own = Inbox.of(closing);
        closing.connect(SERVERS.get(kind).uri().resolve("closing"));
        closing.close(code, reason);
        assertThat(own.closed()).isEqualTo(new ClosedEvent(code, reason, ClosedBy.LOCAL, true));
        CloseReason seen = ForeignServer.Closing.CLOSED.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(seen).isNotNull();
        assertThat(seen.getCloseCode().getCode()).isEqualTo(code);
        assertThat(seen.getReasonPhrase()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S send: many threads send on one socket; each one's order is kept")
    void manyThreadsSend(ForeignServer.Kind kind) throws Exception {
        int threads = 8;
        int each = 200;
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(SERVERS.get(kind).uri().resolve("plain/message"));
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                senders.add(Sending.of(() -> {
                    for (int i = 0; i < each; i++) {
                        socket.send(number + ":" + i + ":" + "x".repeat(i));
                    }
                }));
            }
            Orders orders = new Orders();
            for (int i = 0; i < threads * each; i++) {
                String message = inbox.next().text();
                assertThat(message).endsWith(":" + "x".repeat(orders.next(message)));
            }
            CompletableFuture.allOf(senders.toArray(CompletableFuture<?>[]::new))
                    .get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P9 P30: an unknown path fails the connect with 404")
    void unknownPath(ForeignServer.Kind kind) {
        MessageWebSocket socket = MessageWebSocket.create();
        assertThatThrownBy(() -> socket.connect(SERVERS.get(kind).uri().resolve("nothing/here")))
                .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                        .isEqualTo(WebErrorStatus.NOT_FOUND));
    }
}
