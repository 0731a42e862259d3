package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("P20-P25 exactly ws and wss, P67-P68 a wrong URI is named at once")
class ConnectUriTest {

    @ParameterizedTest
    @CsvSource({
        "ws://host, ws://host",
        "wss://host:443/a?b=c, wss://host:443/a?b=c",
        "WS://Host/Path, ws://Host/Path",
        "wSS://host/%2F%20x?q=%C3%A9, wss://host/%2F%20x?q=%C3%A9",
        "ws://host:65535/, ws://host:65535/",
        "ws://[::1]:80/x, ws://[::1]:80/x",
        "ws://host:/x, ws://host:/x"
    })
    void goodOnesKeepAllButTheCaseOfTheScheme(String uri, String expected) {
        assertThat(ConnectUri.checked(URI.create(uri))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/path, has no scheme",
        "host, has no scheme",
        "http://host, has the scheme http",
        "https://host, has the scheme https",
        "wsx://host, has the scheme wsx",
        "ws:opaque, names no host",
        "ws:///path, names no host",
        "ws://under_score/, names no host",
        "ws://host/#, has a fragment",
        "ws://host/a#b, has a fragment",
        "ws://host:0/, has the port 0",
        "ws://host:65536/, has the port 65536"
    })
    void wrongOnesAreRefusedWithTheReason(String uri, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectUri.checked(URI.create(uri)))
                .withMessageStartingWith("uri ")
                .withMessageContaining(why);
    }

    @Test
    void userIsRefusedAndThePasswordNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectUri.checked(URI.create("ws://user:secret@host/")))
                .withMessageStartingWith("uri has a user")
                .withMessageNotContaining("secret");
    }
}
