package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.core.frame.FrameRecorder.hex;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReframerTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Reframer reframer = new Reframer();

    /** Cut anywhere, since a frame that may be held leaves when it is complete. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a text                  | 81 85 37fa213d 7f9f4d5158              | 81 05 48656c6c6f
            a fragmented message    | 02 82 01020304 0000 80 81 ff000000 ff  | 02 02 0102 80 01 00
            an empty message        | 82 80 00000000                         | 82 00
            empty fragments         | 02 80 00000000 00 81 00000000 07 00 80 00000000 80 80 00000000 | 02 01 07 80 00
            a ping, a pong          | 89 80 37fa213d 8a 81 00000000 61       | 89 00 8a 01 61
            a ping inside a message | 01 81 00000000 61 89 80 00000000 80 81 00000000 62 | 01 01 61 89 00 80 01 62
            a close, then anything  | 88 82 00000000 03e8 ffff               | 88 02 03e8
            an empty close          | 88 80 01020304                         | 88 00
            two messages            | 82 81 00000000 01 81 81 00000000 61    | 82 01 01 81 01 61
            """)
    void framesLeaveUnmaskedAndOtherwiseAsTheyCame(String name, String wire, String expected) {
        for (List<byte[]> parts : Cuts.of(bytes(wire)).toList()) {
            out.reset();
            Reframer fresh = new Reframer();
            parts.forEach(part -> rewrite(fresh, Cuts.buffer(part)));
            assertThat(hex(out.toByteArray())).as(name).isEqualTo(hex(bytes(expected)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a reserved opcode           | 83 80 00000000                    | 0800
            a reserved bit              | c1 80 00000000                    | 0800
            a frame without a mask      | 82 00                             | 0800
            a length with its first bit | 82 ff ffffffffffffffff            | 0800
            a fragmented ping           | 09 80 00000000                    | 0800
            a continuation of nothing   | 80 80 00000000                    | 0800
            a close with 1005           | 88 82 00000000 03ed               | 0800
            a reason that is not UTF-8  | 88 83 00000000 03e8 c3            | 88 03 03e8 ff
            in the middle of a message  | 02 81 00000000 01 82 80 00000000  | 02 01 01 08 00
            """)
    void whatBreaksTheProtocolLeavesAsAFrameThatIsRefusedForTheSameReasonAndNothingFollows(
            String name, String wire, String expected) {
        for (List<byte[]> parts : Cuts.of(bytes(wire)).toList()) {
            out.reset();
            Reframer fresh = new Reframer();
            parts.forEach(part -> rewrite(fresh, Cuts.buffer(part)));
            rewrite(fresh, ByteBuffer.wrap(bytes("82 81 00000000 01")));
            assertThat(hex(out.toByteArray())).as(name).isEqualTo(hex(bytes(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 65_535, 65_536, 131_070, 131_071, 1_000_000})
    void frameOfAnySizeLeavesInFramesThatMayBeHeldAsOneMessage(int size) throws FrameException {
        byte[] payload = random(size);
        for (int chunk : new int[] {1_000, 65_536, 2_000_000}) {
            out.reset();
            rewrite(ByteBuffer.wrap(masked(payload, true)), chunk);

            ByteBuffer frames = ByteBuffer.wrap(out.toByteArray());
            assertThat(largestFrame(frames)).isEqualTo(Math.min(size, 65_535));
            FrameRecorder recorder = new FrameRecorder();
            new FrameDecoder(Role.CLIENT, false, recorder).decode(frames);
            assertThat(recorder.lines).containsExactly("BINARY " + hex(payload));
        }
    }

    @Test
    void partsOfAHugeFrameLeaveLongBeforeItsEnd() {
        ByteBuffer in = ByteBuffer.allocate(14 + 200_000)
                .put(bytes("82 ff 7fffffffffffffff 00000000"))
                .position(0)
                .limit(14 + 200_000);

        ByteBuffer frames = reframer.rewrite(in);

        assertThat(frames.remaining()).isGreaterThan(196_605).isLessThan(200_000);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void anythingGoodComesOutAsTheSameMessages() throws FrameException {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                wire.writeBytes(masked(random(random.nextInt(150_000)), random.nextBoolean()));
            }
            out.reset();
            Reframer fresh = new Reframer();
            byte[] all = wire.toByteArray();
            for (int from = 0; from < all.length; ) {
                int to = Math.min(all.length, from + 1 + random.nextInt(100_000));
                rewrite(fresh, ByteBuffer.wrap(Arrays.copyOfRange(all, from, to)));
                from = to;
            }
            assertThat(decoded(Role.CLIENT, out.toByteArray())).isEqualTo(decoded(Role.SERVER, all));
        }
    }

    private static List<String> decoded(Role role, byte[] wire) throws FrameException {
        FrameRecorder recorder = new FrameRecorder();
        new FrameDecoder(role, false, recorder).decode(ByteBuffer.wrap(wire));
        return recorder.lines;
    }

    private void rewrite(ByteBuffer all, int chunk) {
        while (all.hasRemaining()) {
            byte[] some = new byte[Math.min(chunk, all.remaining())];
            all.get(some);
            rewrite(reframer, ByteBuffer.wrap(some));
        }
    }

    private void rewrite(Reframer by, ByteBuffer in) {
        ByteBuffer frames = by.rewrite(in);
        byte[] some = new byte[frames.remaining()];
        frames.get(some);
        out.writeBytes(some);
    }

    /** One message, as one frame or as two. */
    private static byte[] masked(byte[] payload, boolean whole) {
        FrameEncoder encoder = new FrameEncoder(Role.CLIENT, new MaskingKeys(new SecureRandom()));
        ByteBuffer wire = ByteBuffer.allocate(payload.length + 2 * FrameHeader.MAX_BYTES);
        int cut = whole ? 0 : payload.length / 2;
        if (!whole) {
            encoder.encode(Opcode.BINARY, false, false, ByteBuffer.wrap(payload, 0, cut), wire);
        }
        ByteBuffer rest = ByteBuffer.wrap(payload, cut, payload.length - cut);
        encoder.encode(whole ? Opcode.BINARY : Opcode.CONTINUATION, true, false, rest, wire);
        return Arrays.copyOf(wire.array(), wire.position());
    }

    /** Walks over unmasked frames with payloads below 64 KiB. */
    private static int largestFrame(ByteBuffer frames) {
        ByteBuffer walk = frames.duplicate();
        int largest = 0;
        while (walk.hasRemaining()) {
            walk.get();
            int length = walk.get();
            int size = length == 126 ? Short.toUnsignedInt(walk.getShort()) : length;
            largest = Math.max(largest, size);
            walk.position(walk.position() + size);
        }
        return largest;
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
