package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.junit.jupiter.api.Test;

class SocketClosedExceptionTest {

    @Test
    void closingHandshakeIsDisconnected() {
        SocketClosedException failure = new SocketClosedException("send", 1000, "done", null);

        assertThat(failure.closeCode()).isEqualTo(1000);
        assertThat(failure.reason()).isEqualTo("done");
        assertThat(failure.status()).isSameAs(WebErrorStatus.DISCONNECTED);
        assertThat(failure.phase()).isSameAs(Phase.CLOSE);
        assertThat(failure).hasMessage("send failed: the socket is closed (1000, done); connect a new socket");
    }

    @Test
    void lostConnectionIsAborted() {
        SocketClosedException failure = new SocketClosedException("read", 1006, "", null);

        assertThat(failure.status()).isSameAs(WebErrorStatus.CONNECTION_ABORTED);
        assertThat(failure).hasMessage("read failed: the connection was lost (1006); connect a new socket");
    }

    @Test
    void causeOfALostConnectionTellsMore() {
        SocketException cause = new SocketException("Connection reset");

        SocketClosedException failure = new SocketClosedException("read", 1006, "", cause);

        assertThat(failure.status()).isSameAs(WebErrorStatus.CONNECTION_RESET);
        assertThat(failure).hasCause(cause);
    }

    @Test
    void silentCauseOfALostConnectionLeavesItAborted() {
        assertThat(new SocketClosedException("read", 1006, "", new Exception()).status())
                .isSameAs(WebErrorStatus.CONNECTION_ABORTED);
    }
}
