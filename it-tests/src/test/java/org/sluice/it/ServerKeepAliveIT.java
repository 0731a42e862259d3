package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.it.app.Journal;
import org.sluice.it.app.Lively;
import org.sluice.server.launcher.EmbeddedServer;

/** When a server takes its client for dead, and when not, on both ports; {@link KeepAliveIT} is the same for a client. */
class ServerKeepAliveIT extends OnBothPorts {

    /** So many pings take longer than interval and timeout together. */
    private static final int LONG = 25;

    @ParameterizedTest
    @MethodSource(PORTS)
    @DisplayName(
            "S keep-alive: a single byte of a client now and then, in the middle of a frame, is life to an endpoint")
    void trickle(String port) throws Exception {
        use(port);
        try (EmbeddedServer server = EmbeddedServer.builder()
                .endpoints(List.of(Lively.class, Journal.class))
                .start()) {
            JournalReader journal = new JournalReader(server.uri().resolve("journal"), "trickle-" + port);
            try (RawClient client =
                    RawClient.connect(server.uri().resolve("lively/" + journal.key() + "?ping=40&dead=900"))) {
                // Half of a frame; the bytes of the other half follow one by one, and no ping is answered.
                byte[] frame = RawClient.frame(RawClient.BINARY, true, new byte[2 * LONG]);
                client.write(Arrays.copyOf(frame, frame.length - LONG - 1));
                for (int i = 0; i < LONG; i++) {
                    RawClient.Frame ping = client.readFrame();
                    assertThat(ping.opcode()).isEqualTo(RawClient.PING);
                    client.write(new byte[1]);
                }
                assertThat(journal.events()).containsExactly("open");
                assertThat(journal.awaitOnly("closed")).startsWith("closed 1006 NONE lost");
            }
        }
    }
}
