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
}
