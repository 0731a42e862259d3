package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.deflate.DeflateOptions;
import org.sluice.core.deflate.InflateLimits;
import org.sluice.core.deflate.MessageDeflater;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

class InflatingTest {

    private static final DeflateAgreement AGREED =
            new DeflateAgreement(false, false, OptionalInt.empty(), OptionalInt.empty());

    private final MessageDeflater deflater = AGREED.deflater(Role.CLIENT, DeflateOptions.DEFAULT);
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Boolean> lasts = new ArrayList<>();
    private boolean pausing;
    private final Inflating inflating =
            new Inflating(AGREED.inflater(Role.SERVER, InflateLimits.ofMessage(Long.MAX_VALUE)), (kind, part, last) -> {
                sizes.add(part.remaining());
                lasts.add(last);
                while (part.hasRemaining()) {
                    content.write(part.get());
                }
                return !pausing;
            });

    @AfterEach
    void end() {
        inflating.end();
        deflater.end();
    }

    private ByteBuffer compressed(byte[] message) {
        ByteBuffer to = ByteBuffer.allocate(message.length + 1_000);
        boolean taken = deflater.deflate(ByteBuffer.wrap(message), true, to);
        assertThat(taken).isTrue();
        return to.flip();
    }

    /** Well to compress, and yet nowhere the same. */
    private static byte[] message(int size) {
        byte[] message = new byte[size];
        Random random = new Random(7);
        for (int i = 0; i < size; i++) {
            message[i] = (byte) random.nextInt(4);
        }
        return message;
    }

    @Test
    void aMessageComesInPartsOfAtMost64KiBOfWhichOnlyTheLastEndsIt() throws Exception {
        byte[] message = message(1_000_000);

        assertThat(inflating.data(Opcode.BINARY, compressed(message), true)).isTrue();

        assertThat(content.toByteArray()).isEqualTo(message);
        assertThat(sizes).hasSizeGreaterThan(10).allMatch(size -> size <= Outbox.MAX_PAYLOAD);
        assertThat(lasts.subList(0, lasts.size() - 1)).containsOnly(false);
        assertThat(lasts.get(lasts.size() - 1)).isTrue();
    }

    @Test
    void aPauseInTheMiddleOfAPartKeepsTheRestAndGoesOnOnceForEachCall() throws Exception {
        byte[] message = message(1_000_000);
        pausing = true;
        ByteBuffer all = compressed(message);
        byte[] part = new byte[all.remaining()];
        all.get(part);
        assertThat(inflating.data(Opcode.BINARY, ByteBuffer.wrap(part), true)).isFalse();
        assertThat(sizes).hasSize(1);
        // The part need not stay.
        Arrays.fill(part, (byte) 0);

        int before;
        do {
            before = sizes.size();
            assertThat(inflating.goOn()).isFalse();
            assertThat(sizes).hasSize(before + 1);
        } while (!lasts.get(before));

        assertThat(content.toByteArray()).isEqualTo(message);
        assertThat(inflating.goOn()).isTrue();
        assertThat(sizes).hasSize(before + 1);
    }

    @Test
    void messagesFollowEachOtherByteByByte() throws Exception {
        byte[] message = message(3_000);
        for (int round = 0; round < 3; round++) {
            ByteBuffer all = compressed(message);
            while (all.hasRemaining()) {
                ByteBuffer one = ByteBuffer.wrap(new byte[] {all.get()});
                assertThat(inflating.data(Opcode.BINARY, one, !all.hasRemaining()))
                        .isTrue();
            }
            assertThat(content.toByteArray()).isEqualTo(message);
            content.reset();
        }
        assertThat(lasts.stream().filter(last -> last)).hasSize(3);
    }

    @Test
    void aBombIsRefusedWith1009AfterLittleOfIt() {
        ByteBuffer bomb = compressed(new byte[64 << 20]);

        FrameException refused =
                catchThrowableOfType(FrameException.class, () -> inflating.data(Opcode.BINARY, bomb, true));

        assertThat(refused.closeCode()).isEqualTo(1009);
        assertThat(content.size()).isLessThanOrEqualTo(64 << 20);
        assertThat(lasts).doesNotContain(true);
    }

    @Test
    void corruptDataIsRefusedWith1007() {
        ByteBuffer corrupt = ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0});

        FrameException refused =
                catchThrowableOfType(FrameException.class, () -> inflating.data(Opcode.TEXT, corrupt, true));

        assertThat(refused.closeCode()).isEqualTo(1007);
        assertThat(lasts).doesNotContain(true);
    }
}
