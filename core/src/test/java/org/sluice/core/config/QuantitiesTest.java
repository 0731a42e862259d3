package org.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5",
        "5B, 5",
        "64KiB, 65536",
        "64k, 65536",
        "64kB, 64000",
        "1 MiB, 1048576",
        "4GiB, 4294967296",
        "1T, 1099511627776"
    })
    void sizesHaveUnits(String text, long bytes) {
        assertThat(Quantities.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "1.5GiB", "1XiB", "99999999T"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.bytes(text))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "10, PT10S",
        "1.5s, PT1.5S",
        "0.000000001s, PT0.000000001S",
        "2m, PT2M",
        "1h, PT1H",
        "PT2M30S, PT2M30S",
        "P365D, P365D",
        "0, PT0S"
    })
    void timesHaveUnits(String text, Duration time) {
        assertThat(Quantities.time(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "soon", "1d", "99999h", "999999999h", "PT", "P366D", "PT-1S"})
    void whatIsNoTimeIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.time(text))
                .withMessageContaining("'" + text + "'");
    }
}
