package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {

    @ParameterizedTest
    @CsvSource({
        "'', a.example, false",
        "'*', a.example, true",
        "'a.example', a.example, true",
        "'a.example', A.EXAMPLE, true",
        "'example', a.example, true",
        "'.example', a.example, true",
        "'*.example', a.example, true",
        "'example', aexample, false",
        "'x, a.example:80 ', a.example, true",
        "'a.example:81', a.example, false",
        "'127.0.0.1', 127.0.0.1, true",
        "'::1', [::1], true",
        "'[::1]:80', [::1], true",
    })
    void namesHosts(String value, String host, boolean named) {
        assertThat(new NoProxy(value).names(new Target(host, 80, false))).isEqualTo(named);
    }
}
