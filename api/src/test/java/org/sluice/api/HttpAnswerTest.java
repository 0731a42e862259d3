package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-28T12:00:00Z");

    private static HttpAnswer with(Map<String, List<String>> headers) {
        return new HttpAnswer(503, "Busy", headers, "später".getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    @Test
    void itTellsWhatCame() {
        HttpAnswer answer = with(Map.of("Server", List.of("some")));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("Busy");
        assertThat(answer.bodyText()).isEqualTo("später");
        assertThat(answer.headers().get("sErVeR")).containsExactly("some");
        assertThat(answer).hasToString("HTTP 503 Busy");
        assertThat(new HttpAnswer(404, "", Map.of(), new byte[0], RECEIVED)).hasToString("HTTP 404");
    }

    @Test
    void whatItWasMadeOfMayChange() {
        byte[] body = {'a'};
        List<String> values = new ArrayList<>(List.of("one"));
        HttpAnswer answer = new HttpAnswer(500, "", Map.of("Name", values), body, RECEIVED);
        body[0] = 'b';
        values.add("two");
        assertThat(answer.bodyText()).isEqualTo("a");
        assertThat(answer.headers().get("Name")).containsExactly("one");
    }

    @Test
    void itCannotBeChanged() {
        HttpAnswer answer = with(Map.of());
        assertThatThrownBy(() -> answer.body().put((byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
        assertThatThrownBy(() -> answer.headers().put("Name", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | PT2M",
                "0                             | PT0S",
                "Sat, 28 Nov 2026 12:00:30 GMT | PT30S",
                "Sat, 28 Nov 2026 11:00:00 GMT | PT0S"
            })
    void retryAfterIsSecondsOrADate(String value, Duration wait) {
        assertThat(with(Map.of("retry-after", List.of(value))).retryAfter()).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "12345678901", "2026-11-28"})
    void aRetryAfterThatIsNeitherIsNone(String value) {
        assertThat(with(Map.of("Retry-After", List.of(value))).retryAfter()).isEmpty();
    }

    @Test
    void withoutRetryAfterThereIsNone() {
        assertThat(with(Map.of()).retryAfter()).isEmpty();
        assertThat(with(Map.of("Retry-After", List.of())).retryAfter()).isEmpty();
    }
}
