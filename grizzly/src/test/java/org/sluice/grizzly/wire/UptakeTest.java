package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UptakeTest {

    private static final long MOST = Uptake.MOST_ON_THE_WAY;

    private final Uptake uptake = new Uptake();

    @Test
    void aPeerThatTakesWhatWaitedShowsItself() {
        assertThat(uptake.signs()).isZero();
        uptake.more(0, 1);
        uptake.more(0, MOST);
        assertThat(uptake.signs()).isEqualTo(2);
    }

    @Test
    void takingMoreThanIsOnTheWayWithoutAWordTellsNothing() {
        uptake.more(0, MOST + 1);
        uptake.more(0, 3 * MOST);
        assertThat(uptake.signs()).isZero();
    }

    @Test
    void eachWordOfThePeerBeginsAnew() {
        uptake.more(0, 2 * MOST);
        uptake.more(1, 2 * MOST);
        uptake.more(1, 3 * MOST);
        uptake.more(1, 3 * MOST + 1);
        assertThat(uptake.signs()).isEqualTo(2);
    }
}
