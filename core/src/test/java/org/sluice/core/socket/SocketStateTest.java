package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketStateTest {

    @ParameterizedTest
    @CsvSource({
        "CREATED, true, false",
        "CONNECTING, true, false",
        "OPEN, false, true",
        "CLOSING, false, true",
        "CLOSED, false, false"
    })
    void statesAnswer(SocketState state, boolean mayOpen, boolean wasOpened) {
        assertThat(state.mayOpen()).isEqualTo(mayOpen);
        assertThat(state.wasOpened()).isEqualTo(wasOpened);
    }
}
