package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;

/** What a server sends by itself, and what it makes of a peer that does not answer. */
interface KeepAliveContract extends Application {

    @Test
    @DisplayName("S keep-alive: an endpoint sends pongs that nobody asked for at its interval")
    default void pongs() throws Exception {
        try (RawClient client = RawClient.connect(inApplication("lively/pongs?pong=20"))) {
            for (int i = 0; i < 5; i++) {
                RawClient.Frame frame = client.readFrame();
                assertThat(frame.opcode()).isEqualTo(RawClient.PONG);
                assertThat(frame.payload()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("S keep-alive: an endpoint pings at its interval, and knows the round-trip time of what is answered")
    default void pings() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = RawClient.connect(inApplication("lively/" + journal.key() + "?ping=20&dead=20000"))) {
            for (int i = 0; i < 5; i++) {
                RawClient.Frame ping = client.readFrame();
                assertThat(ping.opcode()).isEqualTo(RawClient.PING);
                client.send(RawClient.PONG, true, ping.payload());
            }
            client.send(RawClient.TEXT, true, "is there a time?".getBytes(StandardCharsets.UTF_8));
            assertThat(journal.await("time")).isEqualTo("time true");
        }
    }

    @Test
    @DisplayName("S keep-alive: a peer that sends nothing after a ping is cut, and the endpoint is told 1006, once")
    default void deadPeer() throws Exception {
        JournalReader journal = newJournal();
        try (RawClient client = RawClient.connect(inApplication("lively/" + journal.key() + "?ping=100&dead=500"))) {
            assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PING);
            assertThat(journal.awaitOnly("closed")).startsWith("closed 1006 NONE lost");
        }
    }

    @Test
    @DisplayName("S keep-alive: a client's pings are answered by the server, and tell the round-trip time")
    default void clientPings() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().pingInterval(Duration.ofMillis(20)).unsolicitedPongInterval(Duration.ofMillis(20));
            socket.connect(at("message/echo"));
            Awaitility.await().until(() -> socket.information().roundTripTime().isPresent());
            socket.send("still there");
            assertThat(inbox.next().text()).isEqualTo("still there");
        }
    }
}
