package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void theFirstSampleHasNoRate() {
        assertThat(new RateWindow().sample(100, 0)).isZero();
    }

    @Test
    void theRateIsThatOfTheSamplesKept() {
        RateWindow window = new RateWindow();
        window.sample(0, 0);
        assertThat(window.sample(100, SECOND)).isEqualTo(100);
        assertThat(window.sample(100, 2 * SECOND)).isEqualTo(50);
    }

    @Test
    void aStallBringsItToZero() {
        RateWindow window = new RateWindow();
        window.sample(0, 0);
        for (int i = 1; i < 16; i++) {
            window.sample(100, i * SECOND);
        }
        assertThat(window.sample(100, 16 * SECOND)).isZero();
    }
}
