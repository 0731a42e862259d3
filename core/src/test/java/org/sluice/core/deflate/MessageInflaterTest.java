package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.sluice.core.deflate.Payloads.bytes;
import static org.sluice.core.deflate.Payloads.hex;
import static org.sluice.core.deflate.Payloads.inflate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.core.frame.Cuts;
import org.sluice.core.frame.FrameException;

class MessageInflaterTest {

    private static final String HELLO = "f248cdc9c90700";

    @ParameterizedTest
    @CsvSource({
        "7.2.3.1, f248cdc9c90700, Hello",
        "7.2.3.3, 000500faff48656c6c6f00, Hello",
        "7.2.3.4, f348cdc9c9070000, Hello",
        "7.2.3.5, f248050000 00ffffcac9c90700, Hello",
        "7.2.3.6, 00, ''",
        "7.2.3.6 after a fragment, f248cdc9c907000000ffff00, Hello"
    })
    void theExamplesOfTheRfcAreReadHoweverTheyAreCut(String section, String payload, String message)
            throws FrameException {
        for (List<byte[]> parts : Cuts.of(hex(payload)).toList()) {
            for (int room = 1; room < 7; room++) {
                MessageInflater inflater = inflater(true);
                assertThat(inflate(inflater, parts, room)).as(section).isEqualTo(bytes(message));
                // And the next one.
                assertThat(inflate(inflater, hex(HELLO))).as(section).isEqualTo(bytes("Hello"));
            }
        }
    }

    @Test
    void aMessageRefersToTheLastOneAsInTheRfc7232() throws FrameException {
        for (List<byte[]> parts : Cuts.of(hex("f200110000")).toList()) {
            MessageInflater inflater = inflater(true);
            inflate(inflater, hex(HELLO));
            assertThat(inflate(inflater, parts, 1)).isEqualTo(bytes("Hello"));
        }
    }

    @Test
    void aMessageMustNotReferToTheLastOneWithoutTakeover() throws FrameException {
        MessageInflater inflater = inflater(false);
        inflate(inflater, hex(HELLO));

        assertFails(1007, inflater, "f200110000");
    }

    @Test
    void blocksMayFollowAFinalOneAndReferToIt() throws FrameException {
        byte[] first = Payloads.random(1, 3000);
        // The second block is little but distances into the first.
        byte[] second = compressed(first, first, false);
        assertThat(second.length).isLessThan(300);
        byte[] both = join(compressed(new byte[0], first, true), second);
        byte[] message = Arrays.copyOf(both, both.length - 4);

        for (boolean takeover : new boolean[] {false, true}) {
            MessageInflater inflater = inflater(takeover);
            assertThat(inflate(inflater, Payloads.parts(message, 100), 333)).isEqualTo(join(first, first));
        }
    }

    @Test
    void theWindowSurvivesAFinalBlockAtTheEndOfAMessage() throws FrameException {
        byte[] first = Payloads.random(1, 3000);
        byte[] second = compressed(first, first, false);
        MessageInflater inflater = inflater(true);

        assertThat(inflate(inflater, join(compressed(new byte[0], first, true), new byte[1])))
                .isEqualTo(first);
        assertThat(inflate(inflater, Arrays.copyOf(second, second.length - 4))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f2",
                "f248cdc9c907",
                "f348cdc9c90700",
                "f248cdc9c907000000ffff",
                "f248cdc9c9070000",
                "000500faff48656c6c6f",
                "000500faff48656c6c",
                "000500faff",
                "000500fbff48656c6c6f00",
                "07",
                "ffffffff",
                "f24811",
                "f200110000",
                "040000000000"
            })
    void aMessageThatIsCutOffOrCorruptIsRefused(String payload) {
        for (List<byte[]> parts : Cuts.of(hex(payload)).toList()) {
            for (boolean takeover : new boolean[] {false, true}) {
                MessageInflater inflater = inflater(takeover);
                assertThatExceptionOfType(FrameException.class)
                        .isThrownBy(() -> inflate(inflater, parts, 100))
                        .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1007))
                        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(123));
                assertThatIllegalStateException().isThrownBy(() -> inflate(inflater, hex(HELLO)));
            }
        }
    }

    @Test
    void everyBeginningOfAMessageIsRefused() {
        byte[] payload = Payloads.compress(
                new MessageDeflater(15, false, Payloads.ALL), bytes("A text with some, and some more, text in it."));
        for (int size = 0; size < payload.length; size++) {
            assertFails(1007, inflater(true), hex(Arrays.copyOf(payload, size)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000, 70_000})
    void aMessageMayHaveTheLimitAndNotAByteMore(int room) throws FrameException {
        byte[] message = Payloads.mixed(8, 50_000);
        byte[] payload = Payloads.compress(new MessageDeflater(15, false, Payloads.ALL), message);
        MessageInflater inflater = new MessageInflater(15, false, InflateLimits.ofMessage(50_000));

        // Each message has the limit for itself.
        for (int i = 0; i < 3; i++) {
            assertThat(inflate(inflater, List.of(payload), room)).isEqualTo(message);
        }
        MessageInflater smaller = new MessageInflater(15, false, InflateLimits.ofMessage(49_999));
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> inflate(smaller, List.of(payload), room))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1009))
                .withMessageContaining("49999");
    }

    @Test
    void anEmptyMessageFitsIntoNoLimitAtAll() throws FrameException {
        MessageInflater inflater = new MessageInflater(15, true, InflateLimits.ofMessage(0));

        assertThat(inflate(inflater, hex("00"))).isEmpty();
        assertFails(1009, inflater, HELLO);
    }

    @Test
    void aRunIsStoppedSoonAfterTheFloor() throws FrameException {
        byte[] bomb = Payloads.compress(new MessageDeflater(15, false, Payloads.ALL), new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(70_000);

        assertThat(givenOutBefore1009(bomb, InflateLimits.ofMessage(Long.MAX_VALUE)))
                .isLessThanOrEqualTo((1 << 20) + 4096);
        // A ratio above what there can be stops nothing.
        assertThat(inflate(inflater(false), bomb)).hasSize(64 << 20);
    }

    @Test
    void aLowRatioIsStoppedAtTheFloorAndAFloorMayBeNone() throws FrameException {
        byte[] payload = Payloads.compress(new MessageDeflater(15, false, Payloads.ALL), new byte[100_000]);

        assertThat(givenOutBefore1009(payload, new InflateLimits(Long.MAX_VALUE, 10, 20_000)))
                .isLessThanOrEqualTo(20_000 + 4096);
        assertThat(givenOutBefore1009(payload, new InflateLimits(Long.MAX_VALUE, 10, 0)))
                .isLessThanOrEqualTo(4096);
    }

    @Test
    void theRatioIsThatOfTheWholeMessage() throws FrameException {
        byte[] start = Payloads.random(1, 60_000);
        byte[] message = join(start, new byte[2 << 20]);
        byte[] payload = Payloads.compress(new MessageDeflater(15, false, Payloads.ALL), message);
        MessageInflater inflater = new MessageInflater(15, false, new InflateLimits(Long.MAX_VALUE, 40, 1000));

        assertThat(inflate(inflater, payload)).isEqualTo(message);
    }

    /** Each of two bytes would make it copy a window of 32 KiB. */
    @Test
    void emptyFinalBlocksCountAsWork() throws FrameException {
        MessageInflater inflater = new MessageInflater(15, true, InflateLimits.ofMessage(Long.MAX_VALUE));
        byte[] message = Payloads.random(3, 40_000);
        inflate(inflater, Payloads.compress(new MessageDeflater(15, false, Payloads.ALL), message));
        byte[] blocks = hex("0300".repeat(100) + "00");

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> inflate(inflater, blocks))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1009));
        // With nothing to copy there is nothing against them.
        assertThat(inflate(inflater(true), blocks)).isEmpty();
    }

    @Test
    void aPauseIsPossibleAfterEveryByte() throws FrameException {
        MessageInflater inflater = inflater(true);
        ByteBuffer in = ByteBuffer.wrap(hex(HELLO));
        ByteBuffer to = ByteBuffer.allocate(5);
        for (int i = 0; i < 5; i++) {
            to.limit(i);
            assertThat(inflater.inflate(in, true, to)).isFalse();
            assertThat(to.position()).isEqualTo(i);
        }
        to.limit(5);
        // Full to the last byte it cannot know yet.
        assertThat(inflater.inflate(in, true, to)).isFalse();
        assertThat(inflater.inflate(in, true, ByteBuffer.allocate(1))).isTrue();

        assertThat(to.array()).isEqualTo(bytes("Hello"));
    }

    @Test
    void nothingIsInflatedAfterTheEnd() throws FrameException {
        MessageInflater inflater = inflater(true);
        inflater.inflate(ByteBuffer.wrap(hex("f248")), false, ByteBuffer.allocate(9));
        inflater.end();
        inflater.end();

        assertThatIllegalStateException().isThrownBy(() -> inflate(inflater, hex(HELLO)));
    }

    @Test
    void limitsHaveTheirRanges() {
        assertThatIllegalArgumentException().isThrownBy(() -> InflateLimits.ofMessage(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InflateLimits(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new InflateLimits(1, 1, -1));
    }

    private static long givenOutBefore1009(byte[] payload, InflateLimits limits) {
        MessageInflater inflater = new MessageInflater(15, false, limits);
        ByteBuffer in = ByteBuffer.wrap(payload);
        ByteBuffer to = ByteBuffer.allocate(4096);
        long[] given = new long[1];
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> {
                    while (!inflater.inflate(in, true, to)) {
                        given[0] += to.position();
                        to.clear();
                    }
                })
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(1009));
        return given[0];
    }

    private static void assertFails(int code, MessageInflater inflater, String payload) {
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> inflate(inflater, hex(payload)))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(code));
    }

    private static byte[] compressed(byte[] known, byte[] data, boolean isFinal) {
        Deflater deflater = new Deflater(9, true);
        try {
            if (known.length > 0) {
                deflater.setDictionary(known);
            }
            deflater.setInput(data);
            if (isFinal) {
                deflater.finish();
            }
            byte[] out = new byte[2 * data.length + 100];
            int size = deflater.deflate(out, 0, out.length, isFinal ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, size);
        } finally {
            deflater.end();
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static MessageInflater inflater(boolean takeover) {
        return new MessageInflater(15, takeover, Payloads.NO_LIMITS);
    }
}
