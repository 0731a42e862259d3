package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Extension;
import org.junit.jupiter.api.Test;

class CompressionTest {

    @Test
    void theOfferIsOneExtensionWhoseOnlyParameterHasNoValue() {
        assertThat(Compression.OFFER).extracting(Extension::getName).containsExactly("permessage-deflate");
        assertThat(Compression.OFFER.get(0).getParameters()).singleElement().satisfies(parameter -> {
            assertThat(parameter.getName()).isEqualTo("client_max_window_bits");
            // An empty one would be written as "=", which RFC 6455, 9.1, does not allow.
            assertThat(parameter.getValue()).isNull();
        });
    }
}
