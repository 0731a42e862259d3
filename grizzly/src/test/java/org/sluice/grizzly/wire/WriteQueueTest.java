package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    private static final int LARGE = 8 * 1024;

    private final SegmentPool pool = new SegmentPool(direct());
    private final WriteQueue queue = new WriteQueue(pool);
    private byte marker;

    /** Whether segments are outside the heap, or else arrays. */
    boolean direct() {
        return true;
    }

    /** So many bytes of a value of their own. */
    private ByteBuffer frame(int size) {
        marker++;
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, marker);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private ByteBuffer segment(int size) {
        return pool.take().put(frame(size)).flip();
    }

    private void put(int size) {
        queue.place(size).put(frame(size));
    }

    /** The sizes of what is written at once, and whose bytes come in which order. */
    private List<String> written() {
        List<String> calls = new ArrayList<>();
        for (ByteBuffer first = queue.first(); first != null; first = queue.first()) {
            calls.add(describe(first));
            queue.gone();
        }
        return calls;
    }

    private static String describe(ByteBuffer bytes) {
        StringBuilder runs = new StringBuilder();
        int run = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            run++;
            if (i + 1 == bytes.limit() || bytes.get(i + 1) != bytes.get(i)) {
                runs.append(bytes.get(i)).append('x').append(run).append(' ');
                run = 0;
            }
        }
        return runs.toString().trim();
    }

    @Test
    void whatIsPutIsWrittenTogether() {
        put(10);
        put(20);

        assertThat(written()).containsExactly("1x10 2x20");
    }

    @Test
    void aSharedFrameByItselfIsNotCopied() {
        ByteBuffer shared = frame(10);

        queue.addShared(shared);

        assertThat(queue.first()).isSameAs(shared);
        assertThat(written()).containsExactly("1x10");
    }

    @Test
    void sharedFramesInQuickSuccessionAreWrittenTogether() {
        queue.addShared(frame(10));
        queue.addShared(frame(20));
        put(30);

        assertThat(written()).containsExactly("1x10 2x20 3x30");
    }

    @Test
    void aSharedFrameStaysBeforeALargeOne() {
        queue.addShared(frame(10));
        queue.addShared(frame(LARGE));
        queue.addShared(frame(20));
        put(30);

        assertThat(written()).containsExactly("1x10", "2x" + LARGE, "3x20 4x30");
    }

    @Test
    void aSharedFrameGoesBehindWhatWasPut() {
        put(10);
        queue.addShared(frame(20));

        assertThat(written()).containsExactly("1x10 2x20");
    }

    @Test
    void aFrameInItsOwnSegmentKeepsItsPlace() {
        put(10);
        queue.addOwned(segment(LARGE));
        queue.addOwned(segment(20));
        put(30);

        assertThat(written()).containsExactly("1x10", "2x" + LARGE, "3x20 4x30");
    }

    @Test
    void whatIsBegunComesBeforeWhatIsAddedMeanwhile() {
        queue.addShared(frame(10));
        ByteBuffer begun = Objects.requireNonNull(queue.first());
        begun.position(4);
        queue.stays();
        queue.addShared(frame(20));
        put(30);

        assertThat(written()).containsExactly("1x6", "2x20 3x30");
    }

    @Test
    void aSegmentOfWhichLittleStaysIsGivenBack() {
        put(10);
        ByteBuffer begun = Objects.requireNonNull(queue.first());
        begun.position(4);

        queue.stays();

        assertThat(pool.take()).isSameAs(begun);
        assertThat(written()).containsExactly("1x6");
    }

    @Test
    void allSegmentsComeBackWhateverBecomesOfThem() {
        List<ByteBuffer> lent = List.of(pool.take(), pool.take(), pool.take());
        lent.forEach(pool::giveBack);
        put(LARGE);
        put(SegmentPool.SIZE - LARGE);
        queue.addOwned(segment(LARGE));
        put(10);
        assertThat(queue.first()).isNotNull();
        queue.stays();

        queue.clear();

        assertThat(queue.first()).isNull();
        assertThat(List.of(pool.take(), pool.take(), pool.take())).containsExactlyInAnyOrderElementsOf(lent);
    }
}
