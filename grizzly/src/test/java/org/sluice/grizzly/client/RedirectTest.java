package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.HttpAnswer;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

class RedirectTest {

    private static URI target(String from, String location) throws WebSocketException {
        return Redirect.target(URI.create(from), redirect(location));
    }

    private static HttpAnswer redirect(String location) {
        return new HttpAnswer(302, "Found", Map.of("Location", List.of(location)), new byte[0], Instant.EPOCH);
    }

    /** The examples of RFC 3986, 5.4, without the fragments, which no request has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "g ws://a/b/c/g",
                "./g ws://a/b/c/g",
                "g/ ws://a/b/c/g/",
                "/g ws://a/g",
                "//g ws://g",
                "?y ws://a/b/c/d;p?y",
                "g?y ws://a/b/c/g?y",
                "#s ws://a/b/c/d;p?q",
                "g#s ws://a/b/c/g",
                "g?y#s ws://a/b/c/g?y",
                ";x ws://a/b/c/;x",
                "g;x ws://a/b/c/g;x",
                "g;x?y#s ws://a/b/c/g;x?y",
                "'' ws://a/b/c/d;p?q",
                ". ws://a/b/c/",
                "./ ws://a/b/c/",
                ".. ws://a/b/",
                "../ ws://a/b/",
                "../g ws://a/b/g",
                "../.. ws://a/",
                "../../ ws://a/",
                "../../g ws://a/g",
                "../../../g ws://a/g",
                "../../../../g ws://a/g",
                "/./g ws://a/g",
                "/../g ws://a/g",
                "g. ws://a/b/c/g.",
                ".g ws://a/b/c/.g",
                "g.. ws://a/b/c/g..",
                "..g ws://a/b/c/..g",
                "./../g ws://a/b/g",
                "./g/. ws://a/b/c/g/",
                "g/./h ws://a/b/c/g/h",
                "g/../h ws://a/b/c/h",
                "g;x=1/./y ws://a/b/c/g;x=1/y",
                "g;x=1/../y ws://a/b/c/y",
                "g?y/./x ws://a/b/c/g?y/./x",
                "g?y/../x ws://a/b/c/g?y/../x",
                "g#s/./x ws://a/b/c/g",
            })
    void aReferenceIsResolvedAsTheRfcSays(String location, String expected) throws Exception {
        assertThat(target("ws://a/b/c/d;p?q", location)).hasToString(expected);
    }

    @Test
    void aQueryAloneKeepsThePath() throws Exception {
        assertThat(target("ws://h/a/b", "?x=1")).hasToString("ws://h/a/b?x=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "./chat", "../chat", "/chat"})
    void aPathNeverBecomesPartOfTheHost(String location) throws Exception {
        assertThat(target("ws://bank.example", location)).hasToString("ws://bank.example/chat");
        assertThat(target("ws://bank.example?q", location)).hasToString("ws://bank.example/chat");
    }

    @Test
    void whatIsEncodedStaysSo() throws Exception {
        assertThat(target("ws://h/a%2Fb/c", "d%20e?f=%26&g")).hasToString("ws://h/a%2Fb/d%20e?f=%26&g");
        assertThat(target("ws://h/", "http://other:81/%C3%A4")).hasToString("ws://other:81/%C3%A4");
        assertThat(target("ws://h/", "/ä")).hasToString("ws://h/%C3%A4");
    }

    @Test
    void anotherSchemeIsThatOfItsWebSocket() throws Exception {
        assertThat(target("ws://h/a", "HTTPS://other/b/../c?d#e")).hasToString("wss://other/c?d");
        assertThat(target("wss://h/a", "//other")).hasToString("wss://other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/", "mailto:you", "http:///a", "http://user@h/", "a b", "http:"})
    void whereNoWebSocketCanBeNoneIsLookedFor(String location) {
        assertThatThrownBy(() -> target("ws://h/a", location))
                .isInstanceOfSatisfying(WebSocketException.class, failure -> assertThat(failure.status())
                        .isEqualTo(WebErrorStatus.REDIRECT_FAILED));
    }
}
