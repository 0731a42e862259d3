package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.Phase;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.api.WhenFull;

@DisplayName("P30 a failure keeps its data in the copy of each caller")
class FailuresTest {

    @Test
    void closedStaysClosedWithCodeAndReason() {
        SocketClosedException cause = new SocketClosedException("send", 4001, "bye", null);

        IOException copy = Failures.copy("receive", cause);

        assertThat(copy).isNotSameAs(cause).hasCause(cause).hasMessageStartingWith("receive failed");
        assertThat(copy).isInstanceOfSatisfying(SocketClosedException.class, closed -> {
            assertThat(closed.closeCode()).isEqualTo(4001);
            assertThat(closed.reason()).isEqualTo("bye");
        });
    }

    @Test
    void lostConnectionKeepsTheStatusOfItsCause() {
        SocketClosedException cause = new SocketClosedException("send", 1006, "", new IOException("Connection reset"));

        assertThat(WebErrorStatus.of(Failures.copy("send", cause))).isSameAs(WebErrorStatus.CONNECTION_RESET);
    }

    @Test
    void ownFailureKeepsMessageStatusAndPhase() {
        WebSocketException cause = new WebSocketException("too late", WebErrorStatus.TIMEOUT, Phase.TRANSFER);

        IOException copy = Failures.copy("send", cause);

        assertThat(copy).isNotSameAs(cause).hasMessage("too late").hasCause(cause);
        assertThat(((WebSocketException) copy).status()).isSameAs(WebErrorStatus.TIMEOUT);
        assertThat(((WebSocketException) copy).phase()).isSameAs(Phase.TRANSFER);
    }

    @Test
    void droppedStaysDroppedWithItsPolicy() {
        MessageDroppedException cause = new MessageDroppedException(WhenFull.CONFLATE, true, null);

        assertThat(Failures.copy("send", cause))
                .isNotSameAs(cause)
                .hasCause(cause)
                .isInstanceOfSatisfying(MessageDroppedException.class, dropped -> {
                    assertThat(dropped.policy()).isSameAs(WhenFull.CONFLATE);
                    assertThat(dropped.superseded()).isTrue();
                });
    }

    @Test
    void foreignFailureIsALostConnection() {
        IOException copy = Failures.copy("send", new IOException("Broken pipe"));

        assertThat(copy)
                .hasMessageContaining("send failed: the connection was lost")
                .hasMessageContaining("Broken pipe");
        assertThat(WebErrorStatus.of(copy)).isSameAs(WebErrorStatus.CONNECTION_ABORTED);
    }

    @Test
    void lostConnectionWhoseCauseTellsNothingIsAborted() {
        for (IOException cause : List.of(new IOException("The connection is closed"), new ClosedChannelException())) {
            assertThat(WebErrorStatus.of(Failures.copy("send", cause)))
                    .as("%s", cause)
                    .isSameAs(WebErrorStatus.CONNECTION_ABORTED);
        }
    }
}
