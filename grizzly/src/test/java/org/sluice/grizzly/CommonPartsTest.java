package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CommonPartsTest {

    private final CommonParts common = new CommonParts();

    /** Equal to it, and an object of its own. */
    private static String another(String text) {
        return String.valueOf(text.toCharArray());
    }

    @Test
    void requestsForTheSameShareOneObject() {
        URI uri = common.uri("/chat");
        String server = common.server("localhost");

        assertThat(common.uri(another("/chat"))).isSameAs(uri);
        assertThat(common.server(another("localhost"))).isSameAs(server);
    }

    @Test
    void eachGetsWhatItAsksFor() {
        assertThat(common.uri("/chat")).isEqualTo(URI.create("/chat"));
        assertThat(common.uri("/news")).isEqualTo(URI.create("/news"));
        assertThat(common.uri("/chat")).isEqualTo(URI.create("/chat"));
        assertThat(common.server("localhost")).isEqualTo("localhost");
        assertThat(common.server("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void whatIsNoUriIsNotRemembered() {
        assertThatThrownBy(() -> common.uri("/ ")).isInstanceOf(IllegalArgumentException.class);

        assertThat(common.uri("/chat")).isEqualTo(URI.create("/chat"));
    }
}
