package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextEncodingTest {

    @ParameterizedTest
    @EnumSource
    void textComesBackAsItWas(TextEncoding encoding) throws Exception {
        String text = "\uFEFFGr\u00fc\u00dfe, \u4e16\u754c \uD83D\uDE00\u0000";

        ByteBuffer bytes = encoding.encode(text);

        assertThat(bytes).isEqualTo(ByteBuffer.wrap(text.getBytes(encoding.charset())));
        assertThat(encoding.decode(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void halfASurrogatePairIsAnErrorAndNotReplaced(TextEncoding encoding) {
        assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> encoding.encode("a\uD83D"));
    }

    @ParameterizedTest
    @EnumSource
    void malformedBytesAreAnErrorAndNotReplaced(TextEncoding encoding) {
        // Not UTF-8 by its first byte, not UTF-16 by its length.
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> encoding.decode(ByteBuffer.wrap(new byte[] {(byte) 0xC3, 0x28, 0x41})));
    }

    @Test
    void codeUnitsAreOneOrTwoBytes() {
        assertThat(TextEncoding.UTF_8.codeUnitBytes()).isEqualTo(1);
        assertThat(TextEncoding.UTF_16LE.codeUnitBytes()).isEqualTo(2);
        assertThat(TextEncoding.UTF_16BE.codeUnitBytes()).isEqualTo(2);
    }
}
