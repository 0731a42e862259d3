package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "P67-P68, M request header: a header that would break the handshake is refused at once, by the name of the argument")
class RequestHeadersTest {

    private final RequestHeaders headers = new RequestHeaders();

    @Test
    void headersAreKeptAndOneSetAgainIsReplaced() {
        headers.set("Cookie", "a=b; c=\"d\"\t");
        headers.set("X-Empty", "");
        headers.set("Origin", "http://a");
        headers.set("origin", "http://é");

        assertThat(headers.all()).containsOnlyKeys("Cookie", "X-Empty", "Origin");
        assertThat(headers.all().get("Origin")).isEqualTo(List.of("http://é"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nHost: evil", "\u0000", "\u007f", "a\u001fb", "\u010a", "\u010d", "€"})
    void valueThatCouldEndTheLineIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set("X", value))
                .withMessageStartingWith("value ")
                .withMessageNotContaining("\n")
                .withMessageNotContaining("\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "ä", "(", "a\u010a"})
    void nameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set(name, "x"))
                .withMessageStartingWith("name ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "CONNECTION",
                "upgrade",
                "Content-Length",
                "transfer-encoding",
                "Sec-WebSocket-Key",
                "sec-websocket-protocol",
                "SEC-WEBSOCKET-EXTENSIONS"
            })
    void headersOfTheHandshakeItselfAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set(name, "x"))
                .withMessageStartingWith("name " + name);
    }
}
