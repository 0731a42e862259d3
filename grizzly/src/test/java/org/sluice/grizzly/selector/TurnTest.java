package org.sluice.grizzly.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();

    @Test
    void nobodyRelievesAThreadThatIsNotBorrowed() {
        assertThat(Turn.isUnderWay(turn.number())).isFalse();
        turn.begin();
        assertThat(Turn.isUnderWay(turn.number())).isTrue();
        assertThat(turn.end()).isTrue();
        assertThat(Turn.isUnderWay(turn.number())).isFalse();
    }

    @Test
    void theSelectorIsOfTheOneThatRelieves() {
        turn.begin();

        assertThat(turn.relieve(turn.number())).isTrue();
        assertThat(turn.end()).isFalse();
    }

    @Test
    void onlyOneRelieves() {
        turn.begin();
        long number = turn.number();

        assertThat(turn.relieve(number)).isTrue();
        assertThat(turn.relieve(number)).isFalse();
    }

    @Test
    void aReliefThatComesAfterTheEndIsNone() {
        turn.begin();
        long number = turn.number();
        assertThat(turn.end()).isTrue();

        assertThat(turn.relieve(number)).isFalse();
    }

    @Test
    void aReliefThatComesInALaterTurnIsNone() {
        turn.begin();
        long number = turn.number();
        assertThat(turn.end()).isTrue();
        turn.begin();

        assertThat(turn.relieve(number)).isFalse();
        assertThat(turn.end()).isTrue();
    }
}
