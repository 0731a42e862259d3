package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SegmentPoolTest {

    private final SegmentPool pool = new SegmentPool(true);

    @Test
    void aSegmentHoldsALargestFrameAndControlFramesBeside() {
        ByteBuffer segment = pool.take();

        assertThat(segment.isDirect()).isTrue();
        assertThat(segment.remaining()).isGreaterThanOrEqualTo(Outbox.MAX_PAYLOAD + 14 + 125 + 6);
    }

    @Test
    void whatComesBackIsLentAgainAndEmpty() {
        ByteBuffer segment = pool.take();
        segment.putInt(1).flip();
        pool.giveBack(segment);

        ByteBuffer again = pool.take();

        assertThat(again).isSameAs(segment);
        assertThat(again.position()).isZero();
        assertThat(again.limit()).isEqualTo(SegmentPool.SIZE);
        assertThat(pool.take()).isNotSameAs(segment);
    }

    @Test
    void memoryOfTheHeapIsNotKept() {
        ByteBuffer heap = ByteBuffer.allocate(SegmentPool.SIZE);
        pool.giveBack(heap);

        assertThat(pool.take()).isNotSameAs(heap);
    }

    @Test
    void atMostFourMebibytesAreKept() {
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            lent.add(pool.take());
        }
        Set<ByteBuffer> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(lent);
        assertThat(known).as("never lent twice").hasSize(70);
        lent.forEach(pool::giveBack);

        List<ByteBuffer> again = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            again.add(pool.take());
        }

        assertThat(again.stream().filter(known::contains)).hasSize(64);
        again.forEach(pool::giveBack);
    }

    @Test
    void onTheHeapArraysAreLentAndKept() {
        SegmentPool arrays = new SegmentPool(false);
        ByteBuffer segment = arrays.take();

        assertThat(segment.hasArray()).isTrue();
        assertThat(segment.remaining()).isEqualTo(SegmentPool.SIZE);

        arrays.giveBack(segment.putInt(1));

        assertThat(arrays.take())
                .isSameAs(segment)
                .isEqualTo(ByteBuffer.allocate(SegmentPool.SIZE).putInt(0, 1));
    }

    @Test
    void whatComesFromElsewhereIsNotKept() {
        SegmentPool arrays = new SegmentPool(false);
        Set<ByteBuffer> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.add(ByteBuffer.allocateDirect(SegmentPool.SIZE));
        others.add(ByteBuffer.allocate(SegmentPool.SIZE - 1));
        others.add(ByteBuffer.allocate(SegmentPool.SIZE).asReadOnlyBuffer());

        others.forEach(arrays::giveBack);

        for (int i = 0; i < others.size(); i++) {
            assertThat(others.contains(arrays.take())).isFalse();
        }
    }

    @Test
    void aLineWithTlsHasArrays() {
        assertThat(SegmentPool.of(new FakeLine(true))).isSameAs(SegmentPool.arrays());
        assertThat(SegmentPool.of(new FakeLine(false))).isSameAs(SegmentPool.direct());
    }
}
