package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.RecordingBrake;

class PausesTest {

    private long now = 5;
    private final RecordingBrake brake = new RecordingBrake();
    private final Pauses pauses = new Pauses(brake, () -> now);

    @Test
    void readsFromTheBeginningUntilThePortIsToldToPause() {
        assertThat(pauses.tell(true)).isTrue();
        now = 9;
        assertThat(pauses.readingSince()).isEqualTo(5);
        assertThat(pauses.tell(false)).isFalse();
        assertThat(pauses.readingSince()).isNull();
        assertThat(brake.releases()).isZero();
    }

    @Test
    void aReaderReceivesThroughIt() {
        assertThat(pauses.pull(1, null)).isFalse();
        brake.onPull(() -> true);
        assertThat(pauses.pull(1, null)).isTrue();
        pauses.claim();
        assertThat(brake.claims()).isEqualTo(1);
    }

    @Test
    void readsFromTheReleaseOn() {
        pauses.tell(false);
        now = 20;
        pauses.release();
        assertThat(pauses.readingSince()).isEqualTo(20);
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void releaseThatComesBeforeThePauseItIsForEndsIt() {
        pauses.release();
        assertThat(pauses.readingSince()).isEqualTo(5);
        pauses.tell(false);
        assertThat(pauses.readingSince()).isEqualTo(5);
        pauses.tell(false);
        assertThat(pauses.readingSince()).isNull();
    }

    @Test
    void whoSeesNoPauseWhileItEndsSeesTheTimeOfItsEnd() {
        pauses.tell(false);
        now = 30;
        brake.onRelease(() -> assertThat(pauses.readingSince()).isEqualTo(30));
        pauses.release();
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void progressIsPassedOn() {
        pauses.progress();
        assertThat(brake.steps()).isEqualTo(1);
    }
}
