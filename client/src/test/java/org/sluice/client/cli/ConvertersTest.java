package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65536, 65536",
        "5B, 5",
        "64KiB, 65536",
        "64k, 65536",
        "64kB, 64000",
        "1 MiB, 1048576",
        "4GiB, 4294967296",
        "1T, 1099511627776"
    })
    void aSizeIsReadWithItsUnit(String text, long size) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "1.5GiB", "1XiB", "99999999T"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "10, 10000", "1.5s, 1500", "2m, 120000", "1h, 3600000"})
    void aTimeIsReadWithItsUnit(String text, long millis) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "soon", "1d", "99999h"})
    void whatIsNoTimeIsRefusedByName(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void aUrlKeepsItsEscapes() {
        assertThat(new UrlConverter().convert("ws://h/a%2Fb")).isEqualTo(URI.create("ws://h/a%2Fb"));
    }

    @Test
    void whatIsNoUrlIsRefusedWithThePlace() {
        assertThatThrownBy(() -> new UrlConverter().convert("ws://h/a b"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'ws://h/a b' is not a URL: Illegal character in path at character 9");
    }

    @Test
    void aHeaderIsSplitAtItsFirstColon() {
        assertThat(new RequestHeader.Converter().convert("Origin: http://h"))
                .isEqualTo(new RequestHeader("Origin", "http://h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", ":value"})
    void whatIsNoHeaderIsRefused(String text) {
        assertThatThrownBy(() -> new RequestHeader.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("NAME:VALUE");
    }
}
