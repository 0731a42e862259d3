package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long MIB = 1024 * 1024;
    private static final int TERMINAL = 80;

    @Test
    void aKnownTotalShowsShareRateAndTimeLeft() {
        assertThat(ProgressLine.of(50 * MIB, OptionalLong.of(100 * MIB), 10 * MIB))
                .isEqualTo("[========>       ]  50%   50.0 MiB of 100.0 MiB   10.0 MiB/s  5.0 s left");
    }

    @Test
    void anUnknownTotalShowsBytesAndRate() {
        assertThat(ProgressLine.of(50 * MIB, OptionalLong.empty(), 10 * MIB)).isEqualTo("  50.0 MiB   10.0 MiB/s");
    }

    @Test
    void moreThanTheTotalMeansTheTotalWasWrong() {
        assertThat(ProgressLine.of(2, OptionalLong.of(1), 1)).isEqualTo("       2 B        1 B/s");
    }

    @Test
    void aStallHasNoEnd() {
        assertThat(ProgressLine.of(1, OptionalLong.of(2), 0)).endsWith("? left");
    }

    @Test
    void theEndIsFull() {
        assertThat(ProgressLine.of(7, OptionalLong.of(7), 0))
                .startsWith("[================] 100%")
                .endsWith(" 0 s left");
        assertThat(ProgressLine.of(0, OptionalLong.of(0), 0)).startsWith("[================] 100%");
    }

    @Test
    void itFitsATerminal() {
        assertThat(ProgressLine.of(1000 * MIB, OptionalLong.of(1000 * MIB * MIB), 100_000 * MIB))
                .hasSizeLessThan(TERMINAL);
    }
}
