package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8CheckTest {

    private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "0123456789abcdef0123456789abcdefé",
                "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff",
                "κόσμε",
                "12345678é12345678"
            })
    void textIsTakenHoweverItIsCut(String text) throws FrameException {
        for (List<byte[]> parts : Cuts.of(text.getBytes(StandardCharsets.UTF_8)).toList()) {
            Utf8Check check = new Utf8Check();
            for (byte[] part : parts) {
                check.part(Cuts.buffer(part), false);
            }
            check.part(ByteBuffer.allocate(0), true);
        }
    }

    /** Up to and with the byte that makes it impossible. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0",
                "c1",
                "f5",
                "ff",
                "fe",
                "c3c3",
                "c37f",
                "e080",
                "e09f",
                "eda0",
                "edbf",
                "e0a0c3",
                "f080",
                "f08f",
                "f490",
                "f48f7f",
                "f0908f8fff",
                "6161616161616161ff",
                "cebae1bdb9cf83cebcceb5eda0",
                "cebae1bdb9cf83cebcceb5f490"
            })
    void textIsRefusedAtTheByteThatMakesItImpossible(String hex) throws FrameException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Utf8Check check = new Utf8Check();
        for (int i = 0; i < bytes.length - 1; i++) {
            check.part(ByteBuffer.wrap(bytes, i, 1), false);
        }

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> check.part(ByteBuffer.wrap(bytes, bytes.length - 1, 1), false))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> new Utf8Check().part(Cuts.buffer(bytes), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e0a0", "f0", "f09f", "f09f98", "61c3"})
    void aMessageMustNotEndInsideACharacter(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> new Utf8Check().part(Cuts.buffer(bytes), true))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007));
    }

    @Test
    void everyOneTwoAndThreeBytesAreJudgedAsByTheJdk() {
        byte[] interesting =
                HexFormat.of().parseHex("00417f8081808f909fa0a1bfbec0c1c2c3dfe0e1ecedeeeff0f1f3f4f5f8fcfeff");
        for (byte a : interesting) {
            for (byte b : interesting) {
                for (byte c : interesting) {
                    for (byte d : interesting) {
                        byte[] bytes = {a, b, c, d};
                        // Over a million of them, so that no more than this is done for each.
                        if (accepts(bytes) != jdkAccepts(bytes)) {
                            assertThat(accepts(bytes))
                                    .as(FrameRecorder.hex(bytes))
                                    .isEqualTo(jdkAccepts(bytes));
                        }
                    }
                }
            }
        }
    }

    private static boolean accepts(byte[] bytes) {
        try {
            new Utf8Check().part(ByteBuffer.wrap(bytes), true);
            return true;
        } catch (FrameException e) {
            return false;
        }
    }

    private boolean jdkAccepts(byte[] bytes) {
        jdk.reset();
        CharBuffer to = decoded.clear();
        return !jdk.decode(ByteBuffer.wrap(bytes), to, true).isError()
                && !jdk.flush(to).isError();
    }
}
