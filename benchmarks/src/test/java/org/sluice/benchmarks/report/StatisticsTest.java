package org.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        assertThat(Statistics.median(9, 1, 5)).isEqualTo(5);
        assertThat(Statistics.median(9, 1, 5, 7)).isEqualTo(6);
    }

    @Test
    void theSpreadIsFromLowestToHighestInPercentOfTheMedian() {
        assertThat(Statistics.spread(8, 10, 13)).isEqualTo(50);
        assertThat(Statistics.spread(7)).isZero();
        assertThat(Statistics.spread(-1, 0, 1)).isZero();
    }

    @Test
    void theRatioIsTakenRoundByRound() {
        // The ratio of the medians would be 1.
        assertThat(Statistics.ratio(new double[] {2, 20, 100}, new double[] {1, 20, 50}))
                .isEqualTo(2);
    }

    @Test
    void roundsThatDoNotBelongTogetherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statistics.ratio(new double[] {1, 2}, new double[] {1}))
                .withMessage("2 and 1 rounds");
    }

    @Test
    void aPercentileIsOneOfTheValues() {
        double[] sorted = new double[200];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i + 1;
        }
        assertThat(Statistics.percentile(sorted, 50)).isEqualTo(100);
        assertThat(Statistics.percentile(sorted, 99)).isEqualTo(198);
        assertThat(Statistics.percentile(sorted, 100)).isEqualTo(200);
        assertThat(Statistics.percentile(new double[] {3}, 50)).isEqualTo(3);
    }

    @Test
    void ofNothingThereIsNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(Statistics::median);
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(new double[0], 50));
    }
}
