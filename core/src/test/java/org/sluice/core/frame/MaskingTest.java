package org.sluice.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    private static final int KEY = 0x81C2_03F4;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLengthOffsetAndPlaceIsMaskedAsTheRfcSays(boolean direct) {
        for (int length = 0; length < 40; length++) {
            for (int offset = 0; offset < 9; offset++) {
                for (int place = 0; place < 9; place++) {
                    byte[] plain = random(length);
                    ByteBuffer data = buffer(direct, place + length + 3).position(place);
                    data.put(plain).limit(place + length).position(place);

                    Masking.apply(data, KEY, offset);

                    assertThat(data.position()).isEqualTo(place);
                    assertThat(data.limit()).isEqualTo(place + length);
                    assertThat(bytes(data)).isEqualTo(reference(plain, offset));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyIsMaskedAndItsSourceIsNot(boolean direct) {
        for (int length = 0; length < 40; length++) {
            for (int place = 0; place < 9; place++) {
                byte[] plain = random(length);
                ByteBuffer from = ByteBuffer.wrap(plain.clone()).asReadOnlyBuffer();
                ByteBuffer to = buffer(direct, place + length + 3).position(place);

                Masking.copy(from, to, KEY, 5);

                assertThat(from.hasRemaining()).isFalse();
                assertThat(to.position()).isEqualTo(place + length);
                assertThat(bytes(to.flip().position(place))).isEqualTo(reference(plain, 5));
                assertThat(bytes(from.flip())).isEqualTo(plain);
            }
        }
    }

    @Test
    void offsetsBeyondAnIntAreCounted() {
        byte[] plain = random(11);
        ByteBuffer data = ByteBuffer.wrap(plain.clone());

        Masking.apply(data, KEY, (1L << 40) + 3);

        assertThat(bytes(data)).isEqualTo(reference(plain, 3));
    }

    @Test
    void keysDifferAndGoOnBeyondABlock() {
        MaskingKeys keys = new MaskingKeys(new SecureRandom());
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(keys.next());
        }
        // Of 1000 keys of 32 bits, two are alike once in nearly ten thousand runs; three pairs never.
        assertThat(seen).hasSizeGreaterThan(997);
    }

    @Test
    void keysUseAllTheirBits() {
        MaskingKeys keys = new MaskingKeys(new SecureRandom());
        int ones = 0;
        int zeros = 0;
        for (int i = 0; i < 200; i++) {
            int key = keys.next();
            ones |= key;
            zeros |= ~key;
        }
        assertThat(ones & zeros).isEqualTo(-1);
    }

    private static byte[] reference(byte[] plain, int offset) {
        byte[] masked = plain.clone();
        for (int i = 0; i < masked.length; i++) {
            int index = (i + offset) % 4;
            masked[i] ^= (byte) (KEY >>> ((3 - index) * 8));
        }
        return masked;
    }

    private static ByteBuffer buffer(boolean direct, int size) {
        return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
