package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextTest {

    @Test
    void textIsShownAsItIs() {
        assertThat(MessageText.of("Grüße".getBytes(StandardCharsets.UTF_8))).isEqualTo("Grüße");
    }

    @Test
    void bytesThatAreNoTextAreShownInHex() {
        assertThat(MessageText.of(new byte[] {(byte) 0xff, 0})).isEqualTo("binary, 2 bytes: ff 00");
    }

    @Test
    void onlyTheHeadIsShownAndTheBufferIsLeftAsItWas() {
        ByteBuffer content = ByteBuffer.allocate(33);
        assertThat(MessageText.binary(content))
                .startsWith("binary, 33 bytes: 00 ")
                .endsWith(" 00 ...");
        assertThat(content.remaining()).isEqualTo(33);
    }

    @Test
    void nothingHasNoHead() {
        assertThat(MessageText.binary(ByteBuffer.allocate(0))).isEqualTo("binary, 0 bytes");
    }
}
