package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    private final Segments segments = new Segments();

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "1023,1024", "1024,1023", "65536,65536", "65536,1", "100000,3", "4096,100000"})
    void bytesComeOutInOrderHoweverTheyGoIn(int in, int out) {
        byte[] content = content(200_000);
        for (int from = 0; from < content.length; from += in) {
            ByteBuffer part = ByteBuffer.wrap(content, from, Math.min(in, content.length - from));
            segments.append(part);
            assertThat(part.hasRemaining()).isFalse();
        }
        assertThat(segments.size()).isEqualTo(content.length);

        byte[] read = new byte[content.length];
        int count = 0;
        while (segments.size() > 0) {
            count += take(read, count, Math.min(out, read.length - count));
        }

        assertThat(count).isEqualTo(content.length);
        assertThat(read).isEqualTo(content);
    }

    private int take(byte[] into, int offset, int length) {
        ByteBuffer place = ByteBuffer.wrap(into).position(offset);
        int taken = segments.take(place, length);
        assertThat(place.position()).isEqualTo(offset + taken);
        return taken;
    }

    @Test
    void takingAndAppendingMayAlternate() {
        byte[] content = content(300_000);
        byte[] read = new byte[content.length];
        Random random = new Random(1);
        int in = 0;
        int out = 0;
        while (out < content.length) {
            int put = Math.min(random.nextInt(9000), content.length - in);
            segments.append(ByteBuffer.wrap(content, in, put));
            in += put;
            out += take(read, out, Math.min(random.nextInt(9000), content.length - out));
            assertThat(segments.size()).isEqualTo(in - out);
        }

        assertThat(read).isEqualTo(content);
    }

    @Test
    void emptyQueueGivesNothing() {
        segments.append(ByteBuffer.allocate(0));

        assertThat(take(new byte[4], 0, 4)).isZero();
        assertThat(segments.drop(4)).isZero();
        assertThat(segments.size()).isZero();
    }

    @Test
    void droppedBytesAreSkipped() {
        byte[] content = content(200_000);
        segments.append(ByteBuffer.wrap(content));

        assertThat(segments.drop(150_001)).isEqualTo(150_001);
        byte[] rest = new byte[60_000];
        assertThat(take(rest, 0, 60_000)).isEqualTo(49_999);

        assertThat(Arrays.copyOf(rest, 49_999)).isEqualTo(Arrays.copyOfRange(content, 150_001, 200_000));
        assertThat(segments.drop(1)).isZero();
    }

    @Test
    void clearForgetsAll() {
        segments.append(ByteBuffer.wrap(content(100)));
        segments.clear();

        assertThat(segments.size()).isZero();
        assertThat(take(new byte[1], 0, 1)).isZero();
    }
}
