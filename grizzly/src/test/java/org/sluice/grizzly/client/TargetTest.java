package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "ws://host/a, false, host, 80",
        "wss://host/a, true, host, 443",
        "ws://host:8080/, false, host, 8080",
        "wss://host:80, true, host, 80",
        "ws://127.0.0.1:1/, false, 127.0.0.1, 1",
        "ws://[::1]/, false, [::1], 80",
        "wss://[2001:db8::1]:444/, true, [2001:db8::1], 444",
        "ws://user@host:81/, false, host, 81"
    })
    void isTheHostAndThePortOfTheUriOrOfItsScheme(URI uri, boolean secure, String host, int port) {
        assertThat(Target.of(uri, secure)).isEqualTo(new Target(host, port, secure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws:///path", "ws:path", "ws://under_score/"})
    void aUriWithoutAHostIsRefusedWithItsText(URI uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(uri, false))
                .withMessageContaining(uri.toString());
    }

    @Test
    void whetherItIsSecureIsNotReadFromTheUri() {
        assertThat(Target.of(URI.create("ws://host/"), true).port()).isEqualTo(443);
    }
}
