package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.BandwidthStatistics;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketInformation;

/** What each end knows of a connection, at any time of its life. */
interface InformationContract extends Application {

    private static void assertNothing(WebSocketInformation known) {
        assertThat(known.localAddress()).isEmpty();
        assertThat(known.remoteAddress()).isEmpty();
        assertThat(known.protocol()).isEmpty();
        assertThat(known.extensions()).isEmpty();
        assertThat(known.serverCertificates()).isEmpty();
        assertThat(known.serverCertificateErrors()).isEmpty();
        assertThat(known.connectTimings()).isEmpty();
        assertThat(known.handshakeStatus()).isEmpty();
        assertThat(known.handshakeHeaders()).isEmpty();
        assertThat(known.bandwidth()).isEqualTo(new BandwidthStatistics(0, 0, 0, 0));
        assertThat(known.roundTripTime()).isEmpty();
        assertCounts(known, 0, 0);
    }

    /** What was sent and came back. */
    private static void assertCounts(WebSocketInformation known, long bytes, long messages) {
        assertThat(List.of(known.bytesSent(), known.bytesReceived(), known.messagesSent(), known.messagesReceived()))
                .containsExactly(bytes, bytes, messages, messages);
    }

    @Test
    @DisplayName(
            "P60-P62 S information: messages are counted on both ends, and what is known is told to the end and after it")
    default void messages() throws Exception {
        JournalReader journal = newJournal();
        WebSocketInformation known;
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            known = socket.information();
            assertNothing(known);
            socket.control().supportedProtocols(List.of("known"));
            socket.connect(inApplication("known/" + journal.key()));
            assertCounts(known, 0, 0);
            socket.send("é€");
            inbox.next();
            socket.send(ByteBuffer.allocate(100_000));
            inbox.next();
            socket.sendFrame(ByteBuffer.allocate(10), false);
            socket.sendFrame(ByteBuffer.allocate(10), true);
            inbox.next();
            assertCounts(known, 100_025, 3);
            socket.send("tell");
            assertThat(inbox.next().text())
                    .startsWith("received 100029 in 4, sent 100025 in 3, protocol known, status 101, from ");
            socket.close(1000, "");
            inbox.closed();
        }
        assertThat(known.protocol()).hasValue("known");
        assertThat(known.handshakeStatus()).hasValue(101);
        assertThat(known.bytesSent()).isEqualTo(100_029);
        assertThat(known.messagesReceived()).isEqualTo(4);
        assertThat(journal.await("open"))
                .startsWith("open received 0 in 0, sent 0 in 0, protocol known, status 101, from ");
        assertThat(journal.awaitOnly("closed")).startsWith("closed received 100029 in 4, sent ");
    }

    @Test
    @DisplayName("P60-P62 S information: each end knows both addresses, or says that it is not told")
    default void addresses() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("known/" + newJournal().key()));
            socket.send("tell");
            String ofServer = inbox.next().text().replaceFirst(".*, from (\\S+) to (\\S+),.*", "$1 $2");
            String ofClient = ports(socket.information());
            if (!ofServer.contains("?") && !ofClient.contains("?")) {
                assertThat(ofServer).isEqualTo(ofClient);
            }
            assertThat(ofServer).matches("\\? \\?|\\d+ " + application().getPort());
            assertThat(ofClient).matches("\\? \\?|\\d+ " + application().getPort());
        }
    }

    private static String ports(WebSocketInformation known) {
        try {
            return known.localAddress().orElseThrow().getPort() + " "
                    + known.remoteAddress().orElseThrow().getPort();
        } catch (UnsupportedOperationException notTold) {
            assertThat(notTold).hasMessageContaining("Address()");
            return "? ?";
        }
    }

    @Test
    @DisplayName("P60-P62 S information: the messages of a stream are counted on both ends, however they are cut")
    default void streams() throws Exception {
        JournalReader journal = newJournal();
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            assertNothing(socket.information());
            socket.connect(inApplication("known/stream/" + journal.key()));
            socket.outputStream().write(new byte[200_000]);
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).hasSize(200_000);
            OutputStream message = socket.newMessage();
            message.write(1);
            message.flush();
            message.write(2);
            message.close();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(1, 2);
            assertCounts(socket.information(), 200_002, 2);
            socket.newMessage().close();
            assertThat(new String(socket.nextMessage().orElseThrow().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("received 200002 in 3, sent 200002 in 2, protocol none, status 101, from ");
            assertThat(socket.information().messagesSent()).isEqualTo(3);
        }
        assertThat(journal.awaitOnly("end")).startsWith("end received 200002 in 3, sent ");
    }

    @Test
    @DisplayName("S information: bandwidth is estimated on both ends once data has gone for a while")
    default void bandwidth() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("known/" + newJournal().key()));
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
                socket.send(ByteBuffer.allocate(1000));
                inbox.next();
                socket.send("tell");
                assertThat(inbox.next().text()).endsWith("bandwidth true true");
                BandwidthStatistics own = socket.information().bandwidth();
                assertThat(own.inboundBitsPerSecond()).isPositive();
                assertThat(own.outboundBitsPerSecond()).isPositive();
            });
        }
    }

    @Test
    @DisplayName("S information: an endpoint that pings knows the round-trip time")
    default void roundTripOfAServer() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("known/" + newJournal().key()));
            socket.send("ping");
            assertThat(inbox.next().text()).isEqualTo("pong true");
        }
    }
}
