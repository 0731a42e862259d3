package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/** What a user writes on our base classes, and beside them in one WAR, does what Jakarta WebSocket promises. */
interface OwnEndpointContract extends Application {

    @Test
    @DisplayName(
            "M request header: path parameters, sub-protocols, configurators, user properties and a greeting at open work")
    default void jakartaFeaturesWork() throws Exception {
        try (MessageWebSocket first = MessageWebSocket.create();
                MessageWebSocket second = MessageWebSocket.create()) {
            Inbox ofFirst = Inbox.of(first);
            Inbox ofSecond = Inbox.of(second);
            first.control().supportedProtocols(List.of("unknown", "chat.v1", "chat.v2"));
            first.setRequestHeader("X-User", "ada");
            first.connect(inApplication("chat/blue%20room"));
            second.connect(inApplication("chat/blue%20room"));
            assertThat(first.information().protocol().orElseThrow()).isIn("chat.v1", "chat.v2");
            assertThat(second.information().protocol()).isEmpty();
            assertThat(ofFirst.next().text()).isEqualTo("welcome to blue room, ada");
            assertThat(ofSecond.next().text()).endsWith(", nobody");
            first.send("hello all");
            assertThat(ofFirst.next().text()).isEqualTo("hello all");
            assertThat(ofSecond.next().text()).isEqualTo("hello all");
        }
    }

    @ParameterizedTest
    @CsvSource({"gr%C3%BCn, grün", "%E4%B8%96, 世", "100%25, 100%", "a-b_c.d~e, a-b_c.d~e"})
    @DisplayName("path parameters are decoded, in our endpoints and in ordinary ones")
    default void pathParametersAreDecoded(String escaped, String decoded) throws Exception {
        if (!escaped.equals(decoded)) {
            assumeNot(Quirk.PATHS_AS_SENT);
        }
        try (MessageWebSocket ours = MessageWebSocket.create();
                MessageWebSocket ordinary = MessageWebSocket.create()) {
            Inbox ofOurs = Inbox.of(ours);
            ours.connect(inApplication("chat/" + escaped));
            assertThat(ofOurs.next().text()).isEqualTo("welcome to " + decoded + ", nobody");
            Inbox ofOrdinary = Inbox.of(ordinary);
            ordinary.connect(inApplication("ordinary/whole/" + escaped));
            assertThat(ofOrdinary.next().text()).isEqualTo("hello");
            ordinary.send("x");
            assertThat(ofOrdinary.next().text()).isEqualTo(decoded + ": x");
        }
    }

    @Test
    @DisplayName("a sub-protocol is answered only where one was offered that the endpoint knows (RFC 6455, 4.2.2)")
    default void protocolIsAnsweredOnlyWhereOffered() throws Exception {
        String header = "sec-websocket-protocol:";
        try (RawClient none = RawClient.connect(inApplication("chat/p"));
                RawClient unknown = RawClient.connect(inApplication("chat/p"), "Sec-WebSocket-Protocol: unheard.of");
                RawClient known =
                        RawClient.connect(inApplication("chat/p"), "Sec-WebSocket-Protocol: unheard.of, chat.v1")) {
            assertThat(none.head().toLowerCase(Locale.ROOT)).doesNotContain(header);
            assertThat(unknown.head().toLowerCase(Locale.ROOT)).doesNotContain(header + " unheard");
            assertThat(known.head().toLowerCase(Locale.ROOT)).containsOnlyOnce(header + " chat.v1");
        }
    }

    @Test
    @DisplayName(
            "P60-P62: S information: a server's socket knows status and headers of its handshake, and of no other's")
    default void handshakeIsTold() throws Exception {
        try (MessageWebSocket first = MessageWebSocket.create();
                MessageWebSocket second = MessageWebSocket.create();
                MessageWebSocket third = MessageWebSocket.create()) {
            List<Inbox> inboxes = List.of(Inbox.of(first), Inbox.of(second), Inbox.of(third));
            first.setRequestHeader("X-Trace", "one");
            second.setRequestHeader("X-Trace", "two");
            List<String> told = List.of("101 [one]", "101 [two]", "101 []");
            List<MessageWebSocket> sockets = List.of(first, second, third);
            for (int i = 0; i < 3; i++) {
                sockets.get(i).connect(inApplication("told"));
                assertThat(inboxes.get(i).next().text()).isEqualTo(told.get(i));
            }
            for (int i = 0; i < 3; i++) {
                sockets.get(i).send("again");
                assertThat(inboxes.get(i).next().text()).isEqualTo(told.get(i));
            }
        }
    }

    @Test
    @DisplayName("options set at open hold")
    default void optionsSetAtOpenHold() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("chat/limits"));
            inbox.next();
            // The close may come before a blocking send returns.
            CompletableFuture<Void> unused = socket.sendAsync("x".repeat(1001));
            assertThat(inbox.closed().code()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("a stream endpoint of a few lines works")
    default void ownStreamWorks() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(inApplication("invert"));
            socket.outputStream().write(new byte[] {0, 1, -1});
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(-1, -2, 0);
        }
    }

    @Test
    @DisplayName("ordinary endpoints with whole and partial handlers work beside ours")
    default void ordinaryEndpointsWorkBesideOurs() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient whole = RawClient.connect(inApplication("ordinary/whole/" + journal.key()))) {
            assertThat(whole.readMessage().text()).isEqualTo("hello");
            whole.sendFragments(RawClient.TEXT, bytes("x".repeat(10_000)), bytes("y".repeat(10_000)));
            assertThat(whole.readMessage().text())
                    .isEqualTo(journal.key() + ": " + "x".repeat(10_000) + "y".repeat(10_000));
        }
        journal.awaitOnly("closed");
        try (RawClient partial = RawClient.connect(inApplication("ordinary/partial"))) {
            partial.sendFragments(RawClient.TEXT, bytes("x".repeat(10_000)), bytes(""), bytes("yy"));
            assertThat(partial.readMessage().text()).isEqualTo("length 10002");
            partial.sendFragments(RawClient.BINARY, new byte[200_000], new byte[1]);
            assertThat(partial.readMessage().text()).isEqualTo("length 200001");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands/%s", "commands/stream/%s", "ordinary/whole/%s"})
    @DisplayName(
            "P28: what a client sends as soon as it may arrives, and is answered after what the endpoint sends at open")
    default void firstMessageIsNotMissed(String path) throws Exception {
        // A race between the upgrade and the handlers would not be lost each time.
        for (int round = 0; round < 20; round++) {
            JournalReader journal = newJournal();
            boolean stream = path.contains("stream");
            try (RawClient client = RawClient.connect(inApplication(String.format(path, journal.key())))) {
                client.send(stream ? RawClient.BINARY : RawClient.TEXT, true, bytes("at once"));
                assertThat(client.readMessage().text()).isEqualTo("hello");
                assertThat(client.readMessage().text()).endsWith("at once");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
