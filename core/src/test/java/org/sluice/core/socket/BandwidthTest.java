package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BandwidthTest {

    private long now = Long.MAX_VALUE - 1000;
    private int looks;
    private final Bandwidth bandwidth = new Bandwidth(() -> {
        looks++;
        return now;
    });

    private void after(Duration time, long bytes) {
        now += time.toNanos();
        bandwidth.count(bytes);
    }

    private void steadily(int times, Duration pace, long bytes) {
        for (int i = 0; i < times; i++) {
            after(pace, bytes);
        }
    }

    @Test
    @DisplayName("nothing is known before a tenth of a second of data")
    void unknownAtFirst() {
        assertThat(bandwidth.estimate()).isEqualTo(new Bandwidth.Estimate(0, 0));
        after(Duration.ZERO, 1_000_000);
        after(Duration.ofMillis(99), 1_000_000);
        assertThat(bandwidth.estimate()).isEqualTo(new Bandwidth.Estimate(0, 0));
    }

    @Test
    @DisplayName("the first sample is the rate since the first bytes, and half of it its instability (RFC 6298, 2.2)")
    void firstSample() {
        after(Duration.ZERO, 777);
        after(Duration.ofMillis(50), 1000);
        after(Duration.ofMillis(50), 1500);
        assertThat(bandwidth.estimate()).isEqualTo(new Bandwidth.Estimate(200_000, 100_000));
    }

    @Test
    @DisplayName("a steady rate is found, and its instability goes towards zero, however the bytes are cut")
    void steady() {
        steadily(5000, Duration.ofMillis(10), 12_500);
        assertThat(bandwidth.estimate().bitsPerSecond()).isCloseTo(10_000_000, within(1.0));
        assertThat(bandwidth.estimate().instability()).isCloseTo(0, within(1.0));
    }

    @Test
    @DisplayName("fast counts, few of which look at the clock, give the same rate, and so do slow ones after them")
    void fast() {
        steadily(200_000, Duration.ofNanos(10_000), 64);
        assertThat(bandwidth.estimate().bitsPerSecond()).isCloseTo(51_200_000, within(51_200_000 / 100.0));
        assertThat(looks).isLessThan(200_000 / 10);
        steadily(500, Duration.ofMillis(50), 6_250);
        assertThat(bandwidth.estimate().bitsPerSecond()).isCloseTo(1_000_000, within(10_000.0));
    }

    @Test
    @DisplayName("a change of the rate is followed, and shows as instability meanwhile")
    void change() {
        steadily(100, Duration.ofMillis(100), 12_500);
        double calm = bandwidth.estimate().instability();
        steadily(3, Duration.ofMillis(100), 125_000);
        assertThat(bandwidth.estimate().bitsPerSecond()).isBetween(2_000_000.0, 9_000_000.0);
        assertThat(bandwidth.estimate().instability()).isGreaterThan(1_000_000).isGreaterThan(calm);
        steadily(200, Duration.ofMillis(100), 125_000);
        assertThat(bandwidth.estimate().bitsPerSecond()).isCloseTo(10_000_000, within(10_000.0));
    }

    @Test
    @DisplayName("silence is no slowness: what comes after it begins a sample, and the estimate stays")
    void idle() {
        steadily(100, Duration.ofMillis(100), 12_500);
        Bandwidth.Estimate before = bandwidth.estimate();
        after(Duration.ofSeconds(1), 1);
        after(Duration.ofHours(1), 1);
        assertThat(bandwidth.estimate()).isEqualTo(before);
        steadily(1, Duration.ofMillis(100), 12_500);
        assertThat(bandwidth.estimate().bitsPerSecond()).isCloseTo(1_000_000, within(1.0));
    }
}
