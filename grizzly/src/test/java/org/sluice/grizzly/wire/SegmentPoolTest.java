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

    private final SegmentPool pool = new SegmentPool();

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
}
