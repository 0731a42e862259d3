package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void whatIsLeftIsAtMostTheTimeout() {
        Deadline deadline = Deadline.in(Duration.ofHours(1));

        assertThat(deadline.timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(deadline.leftNanos())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void zeroAndNegativeTimeoutsAreOverAtOnce() {
        assertThat(Deadline.in(Duration.ZERO).leftNanos()).isNotPositive();
        assertThat(Deadline.in(Duration.ofSeconds(-1)).leftNanos()).isNegative();
    }

    @Test
    void longestDurationDoesNotOverflow() {
        assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).leftNanos())
                .isGreaterThan(Duration.ofDays(365L * 140).toNanos());
    }

    @Test
    void beginsAtTheFirstLookAndThenStays() {
        Deadline deadline = Deadline.fromFirstLook(Duration.ofSeconds(1));
        long made = System.nanoTime();
        while (System.nanoTime() == made) {
            Thread.onSpinWait();
        }
        long before = System.nanoTime();

        long point = deadline.atNanos();

        assertThat(point - before).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(deadline.leftNanos())
                .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(deadline.atNanos()).isEqualTo(point);
        assertThat(deadline.timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}
