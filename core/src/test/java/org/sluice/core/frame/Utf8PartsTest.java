package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8PartsTest {

    private final Utf8Parts parts = new Utf8Parts();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "hello",
                "é",
                "€",
                "\ud83d\ude00",
                "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff",
                "aé€\ud83d\ude00z",
                "κόσμε"
            })
    void textIsTheSameHoweverItIsCutAndNoPartEndsInsideACharacter(String text) throws FrameException {
        for (List<byte[]> cut : Cuts.of(text.getBytes(StandardCharsets.UTF_8)).toList()) {
            StringBuilder together = new StringBuilder();
            for (int i = 0; i < cut.size(); i++) {
                ByteBuffer in = Cuts.buffer(cut.get(i));
                String part = parts.part(in, i == cut.size() - 1);
                assertThat(in.hasRemaining()).isFalse();
                assertThat(StandardCharsets.UTF_16.newEncoder().canEncode(part)).isTrue();
                together.append(part);
            }
            // The same object for all: nothing of one message is left for the next.
            assertThat(together).hasToString(text);
        }
    }

    @Test
    void aCharacterComesWithItsLastByte() throws FrameException {
        byte[] smile = "a\ud83d\ude00".getBytes(StandardCharsets.UTF_8);

        assertThat(parts.part(ByteBuffer.wrap(smile, 0, 2), false)).isEqualTo("a");
        assertThat(parts.part(ByteBuffer.wrap(smile, 2, 1), false)).isEmpty();
        assertThat(parts.part(ByteBuffer.allocate(0), false)).isEmpty();
        assertThat(parts.part(ByteBuffer.wrap(smile, 3, 1), false)).isEmpty();
        assertThat(parts.part(ByteBuffer.wrap(smile, 4, 1), false)).isEqualTo("\ud83d\ude00");
        assertThat(parts.part(ByteBuffer.allocate(0), true)).isEmpty();
    }

    /** The bytes before the comma are good so far. */
    @ParameterizedTest
    @CsvSource({"'',80", "'',c0", "'',ff", "c3,c3", "e0,9f", "ed,a0", "f0,8f", "f4,90", "e282,41", "6161f09f98,c3"})
    void whatCannotBeUtf8AnyMoreIsRefusedAtThatByte(String good, String bad) throws FrameException {
        String unused = parts.part(ByteBuffer.wrap(HexFormat.of().parseHex(good)), false);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> parts.part(ByteBuffer.wrap(HexFormat.of().parseHex(bad)), false))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e0a0", "f0", "f09f98", "61c3"})
    void aMessageMustNotEndInsideACharacter(String hex) throws FrameException {
        String unused = parts.part(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), false);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> parts.part(ByteBuffer.allocate(0), true))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
    }
}
