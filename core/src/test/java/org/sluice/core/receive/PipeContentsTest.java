package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.SocketClosedException;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.credit.Charge;

/** Without a lock or a thread: what there is decides. */
class PipeContentsTest {

    private final PipeContents contents = new PipeContents();
    private final byte[] into = new byte[10];

    private boolean put(int bytes, boolean last) {
        return contents.put(ByteBuffer.allocate(bytes), last);
    }

    @Test
    @DisplayName("nothing there is null while more may come, and -1 after a clean end")
    void nothing() throws IOException {
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isNull();
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10))).isNull();
        assertThat(contents.skipInMessage()).isNull();
        assertThat(contents.beginning()).isNull();
        assertThat(contents.poll(10)).isNull();
        assertThat(contents.isOver()).isFalse();

        contents.end(null);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isEqualTo(-1);
        assertThat(contents.skipInMessage()).isEqualTo(-1);
        assertThat(contents.beginning()).isEqualTo(-1);
        assertThat(contents.poll(10)).isNull();
        assertThat(contents.isOver()).isTrue();
    }

    @Test
    @DisplayName("a take in a message stops at its end, and one over the ends does not see them")
    void ends() throws IOException {
        put(3, true);
        put(4, true);
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(3);
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10)))
                .as("its end")
                .isEqualTo(-1);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 2))).isEqualTo(2);
        put(5, true);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isEqualTo(2);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isEqualTo(5);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isNull();
        assertThat(contents.held()).isZero();
    }

    @Test
    @DisplayName("an end inside a message is an error to those who read messages, and none to the others")
    void endInMessage() throws IOException {
        put(1, false);
        contents.end(null);
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(1);
        assertThatThrownBy(() -> contents.takeInMessage(ByteBuffer.wrap(into, 0, 10)))
                .isInstanceOfSatisfying(WebSocketException.class, e -> assertThat(e.status())
                        .isEqualTo(WebErrorStatus.CONNECTION_ABORTED));
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isEqualTo(-1);
    }

    @Test
    @DisplayName("what is there comes before a loss, each take of which throws one of its own; the first end counts")
    void loss() throws IOException {
        put(1, true);
        SocketClosedException why = new SocketClosedException("receive", 1006, "", null);
        contents.end(why);
        contents.end(null);
        assertThat(contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10))).isEqualTo(1);
        assertThatThrownBy(() -> contents.takeOverEnds(ByteBuffer.wrap(into, 0, 10)))
                .isInstanceOf(SocketClosedException.class)
                .hasCause(why);
    }

    @Test
    @DisplayName("each byte and each end that is taken costs, in whatever way, once")
    void costs() throws IOException {
        put(3, true);
        put(4, true);
        contents.takeInMessage(ByteBuffer.wrap(into, 0, 2));
        assertThat(contents.takeUntold()).isEqualTo(2);
        contents.skipInMessage();
        assertThat(contents.takeUntold()).as("a byte and an end").isEqualTo(1 + Charge.LEAST);
        contents.poll(10);
        assertThat(contents.takeUntold()).isEqualTo(4);
        put(5, false);
        contents.abandon(new IOException("given up"));
        assertThat(contents.takeUntold()).isEqualTo(5 + Charge.LEAST);
        assertThat(contents.held()).isZero();
        contents.passOver(ByteBuffer.allocate(6), true);
        assertThat(contents.takeUntold()).isEqualTo(6 + Charge.LEAST);
        assertThat(contents.takeUntold()).isZero();
    }

    @Test
    @DisplayName(
            "what lands wakes nobody, what does not fit is queued, and an end that landed last is marked when the landing ends")
    void landing() throws IOException {
        Landing own = new Landing(ByteBuffer.wrap(into, 0, 10), false);
        contents.beginLanding(own);
        assertThat(contents.isLanding()).isTrue();
        assertThat(put(4, true)).isFalse();
        assertThat(contents.takeUntold()).isEqualTo(4);
        contents.endLanding(own);
        assertThat(contents.isLanding()).isFalse();
        assertThat(own.landed()).isEqualTo(4);
        assertThat(contents.size()).isZero();
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10)))
                .as("the end")
                .isEqualTo(-1);
        assertThat(contents.takeUntold()).isEqualTo(Charge.LEAST);

        Landing small = new Landing(ByteBuffer.wrap(into, 0, 2), false);
        contents.beginLanding(small);
        assertThat(put(5, true)).isTrue();
        contents.endLanding(small);
        assertThat(small.landed()).isEqualTo(2);
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(3);
        assertThat(contents.takeInMessage(ByteBuffer.wrap(into, 0, 10))).isEqualTo(-1);
    }
}
