package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048575, 1.0 MiB",
        "1073741824, 1.0 GiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesHaveTheLargestUnitThatFits(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void aRateIsPerSecond() {
        assertThat(Amounts.rate(1024, 500_000_000)).isEqualTo("2.0 KiB/s");
        assertThat(Amounts.rate(1024, 0)).isEqualTo("0 B/s");
    }

    @ParameterizedTest
    @CsvSource({
        "0.04, 0.0 s",
        "9.9, 9.9 s",
        "9.96, 10 s",
        "59.4, 59 s",
        "59.6, 1 min 0 s",
        "185, 3 min 5 s",
        "7800, 2 h 10 min"
    })
    void aTimeHasTwoUnitsAtMost(double seconds, String text) {
        assertThat(Amounts.time(seconds)).isEqualTo(text);
    }
}
