package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LoadedBytesTest {

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void everyCutOfFillingAndReadingGivesTheSameBytes() throws Exception {
        byte[] all = bytes(40);
        for (int fill = 1; fill <= 9; fill++) {
            for (int take = 1; take <= 9; take++) {
                assertThat(readBack(all, fill, take))
                        .as("fill %d, take %d", fill, take)
                        .isEqualTo(all);
            }
        }
    }

    private static byte[] readBack(byte[] all, int fill, int take) throws Exception {
        LoadedBytes loaded = new LoadedBytes();
        InputStream stream = new ByteArrayInputStream(all);
        ByteBuffer back = ByteBuffer.allocate(all.length);
        boolean ended = false;
        while (!ended || loaded.length() > 0) {
            ended = loaded.fill(stream, fill) < 0;
            int count = Math.min(take, loaded.length());
            back.put(loaded.peek(count));
            loaded.skip(count);
        }
        return back.array();
    }

    @Test
    void oneFillMakesRoomForAChunkAndNotForAllThatIsWanted() throws Exception {
        LoadedBytes loaded = new LoadedBytes();

        assertThat(loaded.fill(new ByteArrayInputStream(bytes(100_000)), Integer.MAX_VALUE - 8))
                .isEqualTo(65_536);
        assertThat(loaded.room()).isEqualTo(Integer.MAX_VALUE - 8 - 65_536);
    }

    @Test
    void peekingBeyondWhatIsLoadedSaysSo() {
        LoadedBytes loaded = new LoadedBytes(bytes(3));

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> loaded.peek(4))
                .withMessageStartingWith("4 bytes asked for and 3 loaded");
        assertThat(loaded.length()).isEqualTo(3);
    }

    @Test
    void detachTakesWhatIsLeft() {
        LoadedBytes loaded = new LoadedBytes(bytes(5));
        loaded.skip(2);

        assertThat(loaded.detach()).containsExactly(2, 3, 4);
        assertThat(loaded.length()).isZero();
    }
}
