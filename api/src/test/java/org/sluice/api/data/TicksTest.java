package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {

    @Test
    void unixEpochIsTheWellKnownNumber() {
        assertThat(Ticks.of(Instant.EPOCH, "value")).isEqualTo(116_444_736_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9_999_999, 10_000_000, -10_000_001, Long.MAX_VALUE, Long.MIN_VALUE + 10_000_000})
    void ticksComeBackAsTheyWere(long ticks) {
        assertThat(Ticks.of(Ticks.duration(ticks), "value")).isEqualTo(ticks);
        assertThat(Ticks.of(Ticks.instant(ticks), "value")).isEqualTo(ticks);
    }

    @Test
    void whatIsFinerIsCutOff() {
        assertThat(Ticks.of(Duration.ofNanos(199), "value")).isEqualTo(1);
    }

    @Test
    @DisplayName("P67 a time out of reach is an argument error that names the argument")
    void timeOutOfReachIsAnArgumentError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticks.of(Duration.ofSeconds(Long.MAX_VALUE), "value"))
                .withMessageStartingWith("value: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticks.of(Instant.MAX, "value"))
                .withMessageStartingWith("value: ");
    }
}
