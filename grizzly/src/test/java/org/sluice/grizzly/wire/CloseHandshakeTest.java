package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseHandshakeTest {

    private final CloseHandshake handshake = new CloseHandshake();

    /** Nothing: a dash; S: this end sends 4000; R: the peer's 4001 comes; F: the peer's input fails with 1002. */
    private void happens(String events) {
        for (int i = 0; i < events.length(); i++) {
            char event = events.charAt(i);
            switch (event) {
                case 'S' -> handshake.send(4000, "mine");
                case 'R' -> handshake.receive(4001, "theirs");
                case 'F' -> handshake.fail(1002, "broken");
                case '-' -> {}
                default -> throw new AssertionError(event);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-, 1006, false, false",
        "S, 1006, true, false",
        "R, 4001, false, false",
        "F, 1006, false, false",
        "SR, 4001, true, true",
        "RS, 4001, true, true",
        "SF, 1002, true, true",
        "FS, 4000, true, true",
        "RF, 4001, false, false",
        "FR, 4001, false, false",
        "SRF, 4001, true, true",
        "SFR, 1002, true, true",
        "RSF, 4001, true, true",
        "SSR, 4001, true, true",
        "SRR, 4001, true, true",
        "SFF, 1002, true, true"
    })
    void everyOrderOfEventsHasItsEnd(String events, int code, boolean sent, boolean complete) {
        happens(events);

        assertThat(handshake.end().code()).isEqualTo(code);
        assertThat(handshake.isSent()).isEqualTo(sent);
        assertThat(handshake.isComplete()).isEqualTo(complete);
    }

    @Test
    void onlyOneCloseFrameIsSent() {
        assertThat(handshake.send(1000, "")).isTrue();
        assertThat(handshake.send(1001, "")).isFalse();
        handshake.receive(1000, "");
        assertThat(handshake.send(1002, "")).isFalse();
    }

    @Test
    void theFirstCloseFrameOfThePeerCounts() {
        handshake.receive(4001, "first");
        handshake.receive(4002, "second");

        assertThat(handshake.end()).isEqualTo(new End(4001, "first"));
    }

    @Test
    void aLostConnectionHasNoReason() {
        assertThat(handshake.end()).isSameAs(End.LOST);
        assertThat(End.LOST).isEqualTo(new End(1006, ""));
    }
}
