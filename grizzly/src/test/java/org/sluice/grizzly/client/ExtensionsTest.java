package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.deflate.DeflateAgreement;

class ExtensionsTest {

    private static final Map<String, List<String>> OFFER =
            Map.of("sec-websocket-extensions", List.of("permessage-deflate; client_max_window_bits"));

    private static ResponseHead answer(String... values) {
        List<ResponseHead.Field> fields = Stream.of(values)
                .map(value -> new ResponseHead.Field("SEC-WebSocket-Extensions", value))
                .toList();
        return new ResponseHead(101, "", fields);
    }

    private static @Nullable DeflateAgreement agreed(String... values) throws IOException {
        return Extensions.agreed(OFFER, answer(values));
    }

    @Test
    void withoutAnAnswerNothingIsAgreedOn() throws Exception {
        assertThat(agreed()).isNull();
        assertThat(Extensions.agreed(Map.of(), answer())).isNull();
    }

    @Test
    void theServersParametersAreAgreedOn() throws Exception {
        assertThat(agreed("permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=10; client_max_window_bits=9"))
                .isEqualTo(new DeflateAgreement(true, true, OptionalInt.of(10), OptionalInt.of(9)));
        assertThat(agreed("permessage-deflate"))
                .isEqualTo(new DeflateAgreement(false, false, OptionalInt.empty(), OptionalInt.of(15)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "x-other", ""})
    void withoutAnOfferEveryChoiceFails(String chosen) {
        assertThatThrownBy(() -> Extensions.agreed(Map.of("X", List.of("permessage-deflate")), answer(chosen)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not offered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-other",
                "permessage-deflate, x-other",
                "permessage-deflate, permessage-deflate",
                "permessage-deflate; unknown",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; =",
            })
    void whatDoesNotFitTheOfferFails(String chosen) {
        assertThatThrownBy(() -> agreed(chosen)).isInstanceOf(IOException.class);
    }

    @Test
    void allLinesOfTheAnswerCount() {
        assertThatThrownBy(() -> agreed("permessage-deflate", "x-other")).isInstanceOf(IOException.class);
    }
}
