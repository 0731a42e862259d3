package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamChunksTest {

    @Test
    void emptyPartsOfAChunkEndNothing() {
        StreamChunks chunks = new StreamChunks();
        assertThat(chunks.endsLogicalMessage(0, false)).isFalse();
        assertThat(chunks.endsLogicalMessage(5, false)).isFalse();
        assertThat(chunks.endsLogicalMessage(0, false)).isFalse();
        assertThat(chunks.endsLogicalMessage(0, true)).as("the chunk had bytes").isFalse();
        assertThat(chunks.endsLogicalMessage(0, true)).isTrue();
    }

    @Test
    void anEmptyMessageInEmptyPartsIsAnEnd() {
        StreamChunks chunks = new StreamChunks();
        assertThat(chunks.endsLogicalMessage(0, false)).isFalse();
        assertThat(chunks.endsLogicalMessage(0, true)).isTrue();
        assertThat(chunks.endsLogicalMessage(0, true)).isTrue();
    }

    @Test
    void aChunkIsAtMostHalfTheWindow() {
        assertThat(StreamChunks.size(CreditOffer.MIN_WINDOW)).isEqualTo(16 * 1024);
        assertThat(StreamChunks.size(100_001)).isEqualTo(50_000);
        assertThat(StreamChunks.size(262144)).isEqualTo(64 * 1024);
        assertThat(StreamChunks.size(CreditOffer.MAX_WINDOW)).isEqualTo(64 * 1024);
    }
}
