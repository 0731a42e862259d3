package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sluice.core.frame.FrameRecorder.hex;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule is fed whole, byte by byte, and cut at every one and two places. */
class FrameDecoderTest {

    /** Frames as in RFC 6455, 5.7, where they are from there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an unmasked text             | CLIENT | 81 05 48656c6c6f                      | TEXT 48656c6c6f
            a masked text                | SERVER | 81 85 37fa213d 7f9f4d5158             | TEXT 48656c6c6f
            a fragmented text            | CLIENT | 01 03 48656c 80 02 6c6f               | TEXT 48656c6c6f
            a masked fragmented message  | SERVER | 02 82 01020304 0000 80 81 ff000000 ff | BINARY 010200
            a ping                       | CLIENT | 89 05 48656c6c6f                      | PING 48656c6c6f
            a masked pong                | SERVER | 8a 85 37fa213d 7f9f4d5158             | PONG 48656c6c6f
            an empty ping                | SERVER | 89 80 37fa213d                        | PING
            an empty message             | SERVER | 82 80 00000000                        | BINARY
            empty fragments              | CLIENT | 02 00 00 00 00 01 07 00 00 80 00      | BINARY 07
            a ping between fragments     | CLIENT | 01 01 61 89 01 70 80 01 62            | PING 70, TEXT 6162
            two messages                 | CLIENT | 82 01 01 81 01 61                     | BINARY 01, TEXT 61
            an empty close               | SERVER | 88 80 01020304                        | CLOSE 1005
            a close with code            | CLIENT | 88 02 03e8                            | CLOSE 1000
            a close with code and reason | CLIENT | 88 05 0fa0 c3a92e                     | CLOSE 4000 é.
            a close with a masked reason | SERVER | 88 84 01000000 02e9 6869              | CLOSE 1001 hi
            nothing after the close      | CLIENT | 88 00 ff ff ff                        | CLOSE 1005
            """)
    void framesAreFound(String name, Role role, String wire, String expected) throws FrameException {
        for (List<byte[]> parts : Cuts.of(bytes(wire)).toList()) {
            FrameRecorder recorder = new FrameRecorder();
            FrameDecoder decoder = new FrameDecoder(role, false, recorder);
            for (byte[] part : parts) {
                ByteBuffer in = Cuts.buffer(part);
                assertThat(decoder.decode(in)).isTrue();
                assertThat(in.hasRemaining()).isFalse();
            }
            assertThat(String.join(", ", recorder.lines).strip()).as(name).isEqualTo(expected);
            assertThat(decoder.isBetweenFrames()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            reserved opcode 3               | CLIENT | 83 00          | 1002 | opcode 3
            reserved opcode 15              | CLIENT | 8f 00          | 1002 | opcode 15
            RSV1 without an extension       | CLIENT | c1 00          | 1002 | reserved bit
            RSV2                            | CLIENT | a1 00          | 1002 | reserved bit
            RSV3                            | CLIENT | 91 00          | 1002 | reserved bit
            RSV1 on a ping                  | CLIENT | c9 00          | 1002 | reserved bit
            fragmented ping                 | CLIENT | 09 00          | 1002 | control frame is fragmented
            fragmented close                | CLIENT | 08 00          | 1002 | control frame is fragmented
            ping with a length of 126       | CLIENT | 89 7e 007e     | 1002 | more than 125
            close with a length of 127      | CLIENT | 88 7f          | 1002 | more than 125
            continuation of nothing         | CLIENT | 80 00          | 1002 | nothing to continue
            continuation after the end      | CLIENT | 82 00 80 00    | 1002 | nothing to continue
            text inside a message           | CLIENT | 02 00 81 00    | 1002 | inside another
            binary inside a message         | CLIENT | 01 00 02 00    | 1002 | inside another
            masked by a server              | CLIENT | 82 80          | 1002 | server masks
            unmasked by a client            | SERVER | 82 00          | 1002 | not masked
            unmasked ping by a client       | SERVER | 89 00          | 1002 | not masked
            16-bit length of 125            | CLIENT | 82 7e 007d     | 1002 | shortest form
            64-bit length of 65535          | CLIENT | 82 7f 000000000000ffff | 1002 | shortest form
            64-bit length of 5              | CLIENT | 82 7f 0000000000000005 | 1002 | shortest form
            length with its highest bit     | CLIENT | 82 7f 80       | 1002 | highest bit
            close with one byte             | CLIENT | 88 01 03       | 1002 | one byte
            close with 999                  | CLIENT | 88 02 03e7     | 1002 | 999
            close with 1004                 | CLIENT | 88 02 03ec     | 1002 | 1004
            close with 1005                 | CLIENT | 88 02 03ed     | 1002 | 1005
            close with 1006                 | CLIENT | 88 02 03ee     | 1002 | 1006
            close with 1015                 | CLIENT | 88 02 03f7     | 1002 | 1015
            close with 2999                 | CLIENT | 88 02 0bb7     | 1002 | 2999
            close with 5000                 | CLIENT | 88 02 1388     | 1002 | 5000
            close with 65535                | CLIENT | 88 02 ffff     | 1002 | 65535
            close with a reason not UTF-8   | CLIENT | 88 04 03e8 c328 | 1007 | reason
            close with a cut character      | CLIENT | 88 03 03e8 c3  | 1007 | reason
            """)
    void rulesAreKept(String name, Role role, String wire, int code, String message) {
        for (List<byte[]> parts : Cuts.of(bytes(wire)).toList()) {
            FrameRecorder recorder = new FrameRecorder();
            FrameDecoder decoder = new FrameDecoder(role, false, recorder);
            assertThatExceptionOfType(FrameException.class)
                    .as(name)
                    .isThrownBy(() -> {
                        for (byte[] part : parts) {
                            decoder.decode(Cuts.buffer(part));
                        }
                    })
                    .withMessageContaining(message)
                    .withMessageContaining("RFC 6455")
                    .satisfies(e -> assertThat(e.closeCode()).isEqualTo(code))
                    // The peer is told, in a close frame.
                    .satisfies(e -> assertThat(e).message().hasSizeLessThanOrEqualTo(123));
            assertThat(recorder.lines).noneMatch(line -> line.startsWith("CLOSE"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 8200", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000"})
    void lengthsAtTheStepsOfTheHeader(int length, String header) throws FrameException {
        byte[] payload = random(length);
        ByteBuffer wire = ByteBuffer.allocate(FrameHeader.MAX_BYTES + length);
        wire.put(bytes(header)).put(payload).flip();
        FrameRecorder recorder = new FrameRecorder();

        new FrameDecoder(Role.CLIENT, false, recorder).decode(wire);

        assertThat(recorder.lines).containsExactly("BINARY " + hex(payload));
    }

    @Test
    void whatIsAheadOfAPlainPayloadIsKnown() throws FrameException {
        FrameDecoder client = new FrameDecoder(Role.CLIENT, true, new FrameRecorder());
        assertThat(client.plainBytesAhead()).isZero();
        client.decode(ByteBuffer.wrap(bytes("02 7e 01")));
        assertThat(client.plainBytesAhead()).as("the length is not known").isZero();
        client.decode(ByteBuffer.wrap(bytes("00")));
        assertThat(client.plainBytesAhead()).isEqualTo(256);
        client.decode(ByteBuffer.allocate(6));
        assertThat(client.plainBytesAhead()).isEqualTo(250);
        client.decode(ByteBuffer.allocate(250));
        assertThat(client.plainBytesAhead()).as("between frames").isZero();
        client.decode(ByteBuffer.wrap(bytes("89 02 aa")));
        assertThat(client.plainBytesAhead()).as("a ping inside the message").isZero();
        client.decode(ByteBuffer.wrap(bytes("aa 80 7f 7fffffffffffffff")));
        assertThat(client.plainBytesAhead()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"SERVER, 82 ff 0000000000100000 00000000", "CLIENT, 81 7e 0100", "CLIENT, c2 7e 0100"})
    @DisplayName("what is masked, text or compressed is not plain")
    void otherPayloadsAreNotPlain(Role role, String head) throws FrameException {
        FrameDecoder decoder = new FrameDecoder(role, true, new FrameRecorder());

        decoder.decode(ByteBuffer.wrap(bytes(head)));

        assertThat(decoder.plainBytesAhead()).isZero();
    }

    @Test
    void partsOfOneHugeFrameAreHandedOnAsTheyCome() throws FrameException {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(Role.SERVER, false, recorder);
        // A length of 2^63 - 1, the largest there is.
        decoder.decode(ByteBuffer.wrap(bytes("82 ff 7fffffffffffffff 00000000")));
        assertThat(decoder.isBetweenFrames()).isFalse();

        decoder.decode(ByteBuffer.wrap(bytes("0102")));
        decoder.decode(ByteBuffer.wrap(bytes("03")));

        assertThat(recorder.unfinished()).isEqualTo("010203");
        assertThat(recorder.parts).isEqualTo(2);
    }

    @Test
    void theKeyGoesOnOverTheCutsOfAFrame() throws FrameException {
        byte[] payload = random(1000);
        for (int cut = 1; cut < 40; cut++) {
            ByteBuffer wire = encoded(payload);
            FrameRecorder recorder = new FrameRecorder();
            FrameDecoder decoder = new FrameDecoder(Role.SERVER, false, recorder);
            while (wire.hasRemaining()) {
                ByteBuffer part = wire.slice(wire.position(), Math.min(cut, wire.remaining()));
                wire.position(wire.position() + part.remaining());
                decoder.decode(part);
            }
            assertThat(recorder.lines).containsExactly("BINARY " + hex(payload));
            assertThat(recorder.largestPart).isLessThanOrEqualTo(cut);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatIsOutsideTheHeapIsUnmaskedElsewhereInPieces(Role by) throws FrameException {
        byte[] payload = random(1000);
        ByteBuffer heap = ByteBuffer.allocate(2000);
        FrameEncoder encoder = new FrameEncoder(by, new MaskingKeys(new java.security.SecureRandom()));
        encoder.encode(Opcode.BINARY, true, false, ByteBuffer.wrap(payload), heap);
        encoder.encode(Opcode.PING, true, false, ByteBuffer.wrap(bytes("0102")), heap);
        encoder.encode(Opcode.BINARY, true, false, ByteBuffer.allocate(0), heap);
        ByteBuffer wire =
                ByteBuffer.allocateDirect(heap.position()).put(heap.flip()).flip();
        byte[] unmasked = new byte[64];
        FrameRecorder recorder = new FrameRecorder();
        recorder.pauseAfter = 3;
        FrameDecoder decoder = new FrameDecoder(by == Role.CLIENT ? Role.SERVER : Role.CLIENT, false, recorder);

        boolean all = decoder.decode(wire, unmasked);
        while (!all) {
            all = decoder.decode(wire, unmasked);
        }

        assertThat(recorder.lines).containsExactly("BINARY " + hex(payload), "PING 0102", "BINARY ");
        assertThat(recorder.largestPart).isLessThanOrEqualTo(by == Role.CLIENT ? 64 : 1000);
        assertThat(wire.hasRemaining()).isFalse();
    }

    @Test
    void aPauseStopsBehindItsPartAndLosesNothing() throws FrameException {
        byte[] wire = bytes("02 01 01 00 01 02 89 00 80 01 03 81 01 61");
        for (int pause = 1; pause <= 4; pause++) {
            FrameRecorder recorder = new FrameRecorder();
            recorder.pauseAfter = pause;
            FrameDecoder decoder = new FrameDecoder(Role.CLIENT, false, recorder);
            ByteBuffer in = ByteBuffer.wrap(wire);

            assertThat(decoder.decode(in)).isFalse();
            assertThat(recorder.parts).isEqualTo(pause);
            int rest = in.remaining();
            assertThat(rest).isLessThan(wire.length);

            assertThat(decoder.decode(in)).isTrue();
            assertThat(recorder.lines).containsExactly("PING ", "BINARY 010203", "TEXT 61");
        }
    }

    @Test
    void theBitOfCompressionIsAllowedOnTheFirstFrameOnly() throws FrameException {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(Role.CLIENT, true, recorder);

        decoder.decode(ByteBuffer.wrap(bytes("41 01 61 89 00 80 01 62 82 01 01")));

        assertThat(recorder.lines).containsExactly("PING ", "TEXT+ 6162", "BINARY 01");
        decoder.decode(ByteBuffer.wrap(bytes("41 00")));
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes("c0 00"))))
                .withMessageContaining("reserved bit");
    }

    @Test
    void aPositionInsideABufferIsRespected() throws FrameException {
        ByteBuffer in = ByteBuffer.wrap(bytes("ffff 8201aa ffff"), 2, 3);
        FrameRecorder recorder = new FrameRecorder();

        assertThat(new FrameDecoder(Role.CLIENT, false, recorder).decode(in)).isTrue();

        assertThat(recorder.lines).containsExactly("BINARY aa");
        assertThat(in.position()).isEqualTo(5);
        assertThat(in.limit()).isEqualTo(5);
    }

    @Test
    void manyRandomFramesSurviveRandomCuts() throws FrameException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] payload = random(random.nextInt(3000));
            ByteBuffer wire = ByteBuffer.allocate(payload.length * 20 + 1000);
            FrameEncoder encoder = new FrameEncoder(Role.CLIENT, new MaskingKeys(new java.security.SecureRandom()));
            ByteBuffer rest = ByteBuffer.wrap(payload);
            boolean first = true;
            while (rest.hasRemaining() || first) {
                int size = Math.min(rest.remaining(), 1 + random.nextInt(700));
                ByteBuffer part = rest.slice(rest.position(), size);
                rest.position(rest.position() + size);
                encoder.encode(first ? Opcode.BINARY : Opcode.CONTINUATION, !rest.hasRemaining(), false, part, wire);
                first = false;
            }
            wire.flip();
            FrameRecorder recorder = new FrameRecorder();
            FrameDecoder decoder = new FrameDecoder(Role.SERVER, false, recorder);
            while (wire.hasRemaining()) {
                int size = Math.min(wire.remaining(), 1 + random.nextInt(50));
                decoder.decode(wire.slice(wire.position(), size));
                wire.position(wire.position() + size);
            }
            assertThat(recorder.lines).containsExactly("BINARY " + hex(payload));
        }
    }

    private static ByteBuffer encoded(byte[] payload) {
        FrameEncoder encoder = new FrameEncoder(Role.CLIENT, new MaskingKeys(new java.security.SecureRandom()));
        ByteBuffer wire = ByteBuffer.allocate((int) encoder.length(payload.length));
        encoder.encode(Opcode.BINARY, true, false, ByteBuffer.wrap(payload), wire);
        return wire.flip();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
