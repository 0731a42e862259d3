package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final int MOST = 256;

    @Test
    void theLastBytesAreToldHoweverTheyCame() throws DataFormatException {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            History history = new History(MOST);
            byte[] all = new byte[0];
            for (int part = 0; part < 6; part++) {
                byte[] bytes = Payloads.random(random.nextLong(), random.nextInt(round % 2 == 0 ? 90 : 2 * MOST));
                int before = random.nextInt(3);
                ByteBuffer buffer =
                        ByteBuffer.allocate(before + bytes.length + 2).put(before, bytes);
                history.add(buffer, before, before + bytes.length);
                int size = all.length;
                all = Arrays.copyOf(all, size + bytes.length);
                System.arraycopy(bytes, 0, all, size, bytes.length);
                int kept = Math.min(MOST, all.length);
                assertThat(history.size()).isEqualTo(kept);
                assertThat(told(history, Arrays.copyOfRange(all, all.length - kept, all.length)))
                        .isTrue();
            }
        }
    }

    @Test
    void nothingIsToldAfterClearing() {
        History history = new History(MOST);
        history.add(ByteBuffer.wrap(Payloads.random(2, 300)), 0, 300);
        history.clear();

        assertThat(history.size()).isZero();
    }

    /** Whether an inflater that is told it knows these bytes, by the whole of them being referred to. */
    private static boolean told(History history, byte[] expected) throws DataFormatException {
        Deflater deflater = new Deflater(9, true);
        Inflater inflater = new Inflater(true);
        try {
            deflater.setDictionary(expected);
            deflater.setInput(expected);
            byte[] compressed = new byte[2 * MOST];
            int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            history.tell(inflater);
            inflater.setInput(compressed, 0, size);
            byte[] inflated = new byte[MOST];
            int back = inflater.inflate(inflated);
            return Arrays.equals(expected, Arrays.copyOf(inflated, back));
        } finally {
            deflater.end();
            inflater.end();
        }
    }
}
