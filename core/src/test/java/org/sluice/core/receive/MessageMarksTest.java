package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageMarksTest {

    private final MessageMarks marks = new MessageMarks();

    @Test
    void openMessageHasNoEnd() {
        marks.append(3, false);
        marks.append(4, false);

        assertThat(marks.inFirst()).isEqualTo(7);
        assertThat(marks.firstHasEnded()).isFalse();
        assertThat(marks.waiting()).isZero();
    }

    @Test
    void bytesBehindAnEndBelongToTheNextMessage() {
        marks.append(3, true);
        marks.append(4, false);

        assertThat(marks.inFirst()).isEqualTo(3);
        marks.consume(2);
        assertThat(marks.inFirst()).isEqualTo(1);
        marks.consume(1);
        assertThat(marks.inFirst()).isZero();
        marks.passEnd();
        assertThat(marks.inFirst()).isEqualTo(4);
        assertThat(marks.firstHasEnded()).isFalse();
    }

    @Test
    void endMayComeAfterItsBytesWereConsumed() {
        marks.append(3, false);
        marks.consume(3);
        marks.append(0, true);

        assertThat(marks.inFirst()).isZero();
        assertThat(marks.firstHasEnded()).isTrue();
    }

    @Test
    void emptyMessagesHaveEndsToo() {
        marks.append(0, true);
        marks.append(0, true);
        marks.append(1, true);

        assertThat(marks.waiting()).isEqualTo(3);
        marks.passEnd();
        marks.passEnd();
        assertThat(marks.inFirst()).isEqualTo(1);
    }

    @Test
    void clearForgetsAll() {
        marks.append(1, true);
        marks.append(1, false);
        marks.clear();

        assertThat(marks.inFirst()).isZero();
        assertThat(marks.firstHasEnded()).isFalse();
    }
}
