package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Settings that the test application makes by context parameters: 2 MiB for a message, 8 s for an application that stalls. */
interface ConfigurationContract extends Application {

    int LIMIT = 2 * 1024 * 1024;

    @Test
    @DisplayName("a context parameter sets the limit of messages")
    default void limitOfMessagesIsSet() throws Exception {
        try (RawClient client = RawClient.connect(inApplication("size"))) {
            client.sendFragments(RawClient.BINARY, new byte[LIMIT / 2], new byte[LIMIT / 2]);
            assertThat(client.readMessage().text()).isEqualTo(Integer.toString(LIMIT));
            client.sendFragments(RawClient.BINARY, new byte[LIMIT / 2], new byte[LIMIT / 2 + 1]);
            assertThat(client.readClose().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("an endpoint that takes nothing for the stall timeout is closed with 1013, and the reason says so")
    default void stalledEndpointIsClosed() throws Exception {
        String key = newJournal().key();
        try (RawClient peer = RawClient.connect(inApplication("stuck/" + key))) {
            byte[] frame = RawClient.frame(RawClient.BINARY, true, new byte[64 * 1024]);
            CompletableFuture<Void> writer = Sending.of(() -> {
                while (true) {
                    peer.write(frame);
                }
            });
            RawClient.Frame close = peer.readClose();
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.reason()).contains("PT8S");
            peer.reset();
            assertThat(writer).failsWithin(Duration.ofSeconds(20));
        } finally {
            // Ends the endpoint's own wait.
            RawClient.connect(inApplication("stuck/" + key + "?release=1")).close();
        }
    }
}
