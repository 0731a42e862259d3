package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

    private static final URI ROOT = URI.create("ws://host/");

    @Test
    void writesTheHostFirstAndALineForEachValue() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("Upgrade", List.of("websocket"));
        fields.put("X", List.of("1", "\u00fc"));
        fields.put("host", List.of("host:1"));
        assertThat(written(ROOT, fields))
                .isEqualTo("GET / HTTP/1.1\r\nhost: host:1\r\nUpgrade: websocket\r\nX: 1\r\nX: \u00fc\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ws://host, /",
        "ws://host?a, /?a",
        "ws://host/, /",
        "ws://host/a%2Fb;c=%0D%0A?d=%20%25&e=/?, /a%2Fb;c=%0D%0A?d=%20%25&e=/?",
        "ws://host/a#fragment, /a",
        "ws://host//a/../b, //a/../b",
        "ws://host/\u00e4?\u00f6, /%C3%A4?%C3%B6",
    })
    void keepsPathAndQueryAsTheyAre(String uri, String target) {
        assertThat(RequestHead.target(URI.create(uri))).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nB: c", "a\n", "a\r", "\u0000", "\u007f", "\u001b"})
    void refusesValuesThatWouldBreakOut(String value) {
        Map<String, List<String>> fields = Map.of("X", List.of("fine", value));
        assertThatThrownBy(() -> RequestHead.of(ROOT, fields))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "\u00e4", "a\u0000", "(a)", "host\n"})
    void refusesNamesThatAreNoTokens(String name) {
        Map<String, List<String>> fields = Map.of(name, List.of("x"));
        assertThatThrownBy(() -> RequestHead.of(ROOT, fields))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\r", "\n", "\u0000");
    }

    @Test
    void takesTabsAndAllMarksOfTokens() {
        assertThat(written(ROOT, Map.of("!#$%&'*+-.^_`|~aZ9", List.of("a\tb")))).contains("|~aZ9: a\tb\r\n");
    }

    private static String written(URI uri, Map<String, List<String>> fields) {
        return StandardCharsets.UTF_8.decode(RequestHead.of(uri, fields)).toString();
    }
}
