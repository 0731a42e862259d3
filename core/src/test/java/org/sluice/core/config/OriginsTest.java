package org.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final Origins LISTED =
            Origins.of(List.of("https://App.example.com:443", "http://localhost:3000", "null"));

    @Test
    void requestWithoutAnOriginIsNoBrowsers() {
        assertThat(Origins.same().allow(null, "a")).isTrue();
        assertThat(Origins.same().allow(null, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, a.example",
        "http://A.Example, a.eXample",
        "http://a.example:80, a.example",
        "http://a.example, a.example:80",
        "https://a.example, a.example:443",
        "https://a.example:443, a.example",
        // TLS that ends at a proxy.
        "https://a.example, a.example",
        "https://a.example:8443, a.example:8443",
        "http://[::1]:8080, [::1]:8080",
        "ws://a.example:80, a.example",
        "wss://a.example:443, a.example",
        "app://a.example:80, a.example:80"
    })
    void sameHostAndPortIsAllowed(String origin, String host) {
        assertThat(Origins.same().allow(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://b.example, a.example",
        "http://a.example.evil, a.example",
        "http://evil.a.example, a.example",
        "http://a.example:8080, a.example",
        "http://a.example, a.example:8080",
        "http://a.example, a.example:443",
        "http://a.example@evil, a.example",
        "http://a.example/, a.example",
        "app://a.example:80, a.example",
        "null, a.example",
        "null, null",
        "a.example, a.example",
        "'', a.example",
        "'http://', ''",
        "'http://evil http://a.example', a.example"
    })
    void anythingElseIsForeign(String origin, String host) {
        assertThat(Origins.same().allow(origin, host)).isFalse();
    }

    @Test
    void withoutAHostNothingIsTheSame() {
        assertThat(Origins.same().allow("http://a.example", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://APP.example.com:443",
                "http://localhost:3000",
                "null",
                "http://here"
            })
    void listedOnesAreAllowedBesidesTheServersOwn(String origin) {
        assertThat(LISTED.allow(origin, "here")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://localhost:3000",
                "http://localhost",
                "https://app.example.com.evil"
            })
    void listedOnesAreComparedWhole(String origin) {
        assertThat(LISTED.allow(origin, "here")).isFalse();
    }

    @Test
    void starAllowsAll() {
        Origins all = Origins.of(List.of("*"));

        assertThat(all.allow("http://anybody", "here")).isTrue();
        assertThat(all.allow("null", null)).isTrue();
        assertThat(all.allow("what is no origin", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.example.com",
                "https://",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://*.example.com",
                "https://user@app.example.com",
                "https://a b"
            })
    void whatIsNoOriginIsRefusedByName(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origins.of(List.of(wrong)))
                .withMessageContaining('"' + wrong + '"');
    }

    @Test
    void textOfTheSettingHasCommasAndBlanks() {
        assertThat(Origins.parse("https://a:443 ,  http://B,null").listed())
                .containsExactly("https://a", "http://b", "null");
        assertThat(Origins.parse("same-origin").listed()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Origins.parse("https://a,,http://b"));
    }
}
