package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How each end of a connection looks to an endpoint on our base classes: its closed callback comes once, with the right code. */
interface EndingContract extends Application {

    /** So many that one of them meets a container in the midst of opening it. */
    int LOST = 50;

    /** The two kinds of endpoint, which do the same. */
    enum Kind {
        MESSAGE("commands/", RawClient.TEXT),
        STREAM("commands/stream/", RawClient.BINARY);

        private final String path;
        private final int opcode;

        Kind(String path, int opcode) {
            this.path = path;
            this.opcode = opcode;
        }

        RawClient connect(Application application, JournalReader journal) throws Exception {
            RawClient client = RawClient.connect(application.inApplication(path + journal.key()));
            assertThat(client.readMessage().text()).isEqualTo("hello");
            return client;
        }

        RawClient connectRefused(Application application, JournalReader journal) throws Exception {
            return RawClient.connect(application.inApplication(path + journal.key() + "?refuse=1"));
        }

        /** To an endpoint that says nothing, so that the loss of the connection shows only in what it receives. */
        RawClient connectSilent(Application application, JournalReader journal) throws Exception {
            return RawClient.connect(application.inApplication(path + journal.key() + "?silent=1"));
        }

        void command(RawClient client, String words) throws Exception {
            client.send(opcode, true, words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What a client does to end a connection. */
    interface End {
        void of(RawClient client) throws Exception;
    }

    /** An end by the peer, and what the journal then says. */
    record PeerEnd(String name, Kind kind, End end, List<String> beginnings) {
        boolean isALoss() {
            return beginnings.stream().allMatch(beginning -> beginning.startsWith("closed 1006"));
        }

        boolean expects(String event) {
            return beginnings.stream().anyMatch(event::startsWith);
        }

        @Override
        public String toString() {
            return kind + ": " + name;
        }
    }

    static Stream<PeerEnd> peerEnds() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        new PeerEnd(
                                "a close with code and reason",
                                kind,
                                client -> client.send(RawClient.CLOSE, true, RawClient.closing(4001, "enough")),
                                List.of("closed 4001 REMOTE clean enough")),
                        new PeerEnd(
                                "a close with a code alone",
                                kind,
                                client -> client.send(RawClient.CLOSE, true, RawClient.closing(1001, "")),
                                List.of("closed 1001 REMOTE clean")),
                        new PeerEnd(
                                "a failure of the peer",
                                kind,
                                client -> client.send(RawClient.CLOSE, true, RawClient.closing(1011, "mine")),
                                List.of("closed 1011 REMOTE clean mine")),
                        new PeerEnd(
                                // 1005 by RFC 6455, 7.1.5; Tyrus makes 1000 of it before anybody sees it.
                                "an empty close",
                                kind,
                                client -> client.send(RawClient.CLOSE, true, new byte[0]),
                                List.of("closed 1005 REMOTE clean ", "closed 1000 REMOTE clean ")),
                        new PeerEnd("a reset", kind, RawClient::reset, List.of("closed 1006 NONE lost ")),
                        new PeerEnd("a lost close", kind, RawClient::halfClose, List.of("closed 1006 NONE lost "))));
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.EndingContract#peerEnds")
    @DisplayName("P34 P38, S closed: an end by the peer is told once, with its code")
    default void endByThePeer(PeerEnd peer) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = peer.kind().connect(this, journal)) {
            peer.end().of(client);
            assertThat(journal.awaitOnly("closed")).matches(peer::expects);
        }
    }

    static Stream<PeerEnd> losses() {
        return peerEnds().filter(PeerEnd::isALoss);
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.EndingContract#losses")
    @DisplayName("P34 P38: of many connections that are lost while they are opened each is told once")
    default void lossWhileItIsOpened(PeerEnd peer) throws Exception {
        JournalReader journal = newJournal();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < LOST; i++) {
                RawClient client = peer.kind().connectSilent(this, journal);
                clients.add(client);
                peer.end().of(client);
            }
            journal.awaitCount("closed", LOST);
            assertThat(journal.events())
                    .filteredOn(event -> event.startsWith("closed"))
                    .allMatch(peer::expects);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "STREAM"})
    @DisplayName(
            "P34 P38: a connection whose peer gives up the handshake, and which opens all the same, is told as lost")
    default void handshakeThatIsGivenUp(Kind kind) throws Exception {
        JournalReader journal = newJournal();
        for (int i = 0; i < LOST; i++) {
            RawClient.giveUp(inApplication(kind.path + journal.key() + "?silent=1"));
        }
        journal.awaitSameCount("open", "closed 1006 NONE lost");
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.EndingContract#peerEnds")
    @DisplayName("P34 P38: an end by the peer is told once after what it sent before")
    default void endByThePeerAfterAMessage(PeerEnd peer) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = peer.kind().connect(this, journal)) {
            peer.kind().command(client, "echo");
            assertThat(client.readMessage().text()).isEqualTo("echo");
            peer.end().of(client);
            assertThat(journal.awaitOnly("closed")).matches(peer::expects);
            assertThat(journal.events())
                    .filteredOn(event -> !event.startsWith("read"))
                    .hasSize(3)
                    .startsWith("open", "message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "STREAM"})
    @DisplayName(
            "P33 P34 P38, S closed, S close: a close by the endpoint, inside a handler, reaches the peer and is told once")
    default void ownClose(Kind kind) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = kind.connect(this, journal)) {
            kind.command(client, "close 4002 " + "ä".repeat(61) + "z");
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(4002);
            assertThat(close.reason()).isEqualTo("ä".repeat(61) + "z");
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(client.ends()).isTrue();
            assertThat(journal.awaitOnly("closed")).isEqualTo("closed 4002 LOCAL clean " + "ä".repeat(61) + "z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "STREAM"})
    @DisplayName("P34 P38, S closed: where both ends close at the same moment the endpoint is told once")
    default void bothClose(Kind kind) throws Exception {
        try {
            closeFromBothEnds(kind);
        } catch (IOException refused) {
            // What the endpoint was told is never tried twice.
            if (!quirks().contains(Quirk.MIXES_UP_REQUESTS)) {
                throw refused;
            }
            closeFromBothEnds(kind);
        }
    }

    private void closeFromBothEnds(Kind kind) throws Exception {
        JournalReader journal = newJournal();
        List<RawClient> clients = new ArrayList<>();
        byte[] close = RawClient.frame(RawClient.CLOSE, true, RawClient.closing(4001, "peer"));
        try {
            for (int i = 0; i < LOST; i++) {
                RawClient client = kind.connect(this, journal);
                clients.add(client);
                // The handler closes while the peer's close comes in, and sometimes before or after it.
                kind.command(client, "close 4002 endpoint");
                LockSupport.parkNanos(i % 10 * 100_000L);
                client.write(close);
            }
            for (RawClient client : clients) {
                int code = client.readClose().closeCode();
                if (code == 1000 && quirks().contains(Quirk.MIXES_UP_REQUESTS)) {
                    throw new IOException(
                            "The container took another's request for this one's, which was read to its end");
                }
                assertThat(code).isIn(4001, 4002);
                assertThat(client.ends()).isTrue();
            }
            journal.awaitCount("closed", LOST);
            assertThat(journal.awaitSame("closed"))
                    .hasSize(LOST)
                    .allMatch(event -> event.startsWith("closed 4001 ") || event.startsWith("closed 4002 "));
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("P34 P38, S close: a close by the endpoint is sent though half of the peer's was read before")
    default void closeThatMeetsHalfOfThePeers() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = Kind.MESSAGE.connect(this, journal);
                RawClient other = Kind.MESSAGE.connect(this, newJournal())) {
            client.sendHeadOfClose();
            // The container has read the ping, and so the head behind it.
            assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PONG);
            Kind.MESSAGE.command(other, "end " + journal.key());

            RawClient.Frame close = client.readClose();

            assertThat(close.closeCode())
                    .as("the endpoint's, or none: what Undertow can be made to send then")
                    .isIn(4003, 1005);
            client.write(RawClient.closing(4001, ""));
            assertThat(client.ends()).isTrue();
            assertThat(journal.awaitOnly("closed")).matches("closed 400[13] .*");
        }
    }

    @Test
    @DisplayName(
            "S close: a connection whose peer does not answer the endpoint's close ends all the same, within the 20 s of a read")
    default void closeThatIsNotAnswered() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = RawClient.connect(inApplication("commands/" + journal.key() + "?hasty=1"))) {
            Kind.MESSAGE.command(client, "close 4002 endpoint");
            assertThat(client.readClose().closeCode()).isEqualTo(4002);
            assumeNot(Quirk.NO_CUT);
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    @DisplayName("S close: what the endpoint handed in before its close goes out first")
    default void queuedDataGoesBeforeTheClose() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = Kind.MESSAGE.connect(this, journal)) {
            Kind.MESSAGE.command(client, "burst 500");
            for (int i = 0; i < 500; i++) {
                assertThat(client.readMessage().text()).isEqualTo("message " + i);
            }
            RawClient.Frame close = client.readFrame();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(4005);
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(journal.awaitOnly("closed")).isEqualTo("closed 4005 LOCAL clean after all");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "STREAM"})
    @DisplayName("P34 P38: an exception in a handler closes with 1011 and is told once")
    default void failure(Kind kind) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = kind.connect(this, journal)) {
            kind.command(client, "fail");
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(1011);
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(journal.awaitOnly("closed")).startsWith("closed 1011 LOCAL clean ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "STREAM"})
    @DisplayName("an exception in onOpen refuses the connection with 1011, and is told once")
    default void refusal(Kind kind) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = kind.connectRefused(this, journal)) {
            RawClient.Frame close = client.readFrame();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1011);
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(journal.awaitOnly("closed")).startsWith("closed 1011 LOCAL clean ");
        }
    }

    static Stream<PeerEnd> endsOfStreams() {
        return peerEnds().filter(peer -> peer.kind() == Kind.STREAM);
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.EndingContract#endsOfStreams")
    @DisplayName("S stream: at the peer's close an endpoint's reader sees the end, at a lost connection a failure")
    default void endOfReading(PeerEnd peer) throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = peer.kind().connect(this, journal)) {
            peer.end().of(client);
            assertThat(journal.await("read")).isEqualTo(peer.isALoss() ? "read failed 1006" : "read ended");
        }
    }

    @Test
    @DisplayName("P73: a peer that sends nothing for the receive timeout of a stream endpoint is closed with 1001")
    default void silentPeer() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = RawClient.connect(inApplication(Kind.STREAM.path + journal.key() + "?impatient=1"))) {
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(1001);
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(journal.awaitOnly("closed")).startsWith("closed 1001 LOCAL clean ");
        }
    }

    @Test
    @DisplayName("S stream: when the work of a stream endpoint is done, the connection closes with 1000")
    default void returnedWork() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = Kind.STREAM.connect(this, journal)) {
            Kind.STREAM.command(client, "return");
            RawClient.Frame close = client.readClose();
            assertThat(close.closeCode()).isEqualTo(1000);
            client.send(RawClient.CLOSE, true, close.payload());
            assertThat(journal.awaitOnly("closed")).isEqualTo("closed 1000 LOCAL clean ");
        }
    }
}
