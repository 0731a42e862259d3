package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.RecordingBrake;

class BacklogTest {

    private final RecordingBrake brake = new RecordingBrake();
    private final Backlog backlog = new Backlog(brake);

    private int fill(long bytes) {
        int count = 1;
        while (backlog.add(bytes)) {
            count++;
        }
        return count;
    }

    @Test
    void pausesOnceMoreThanTheCapacityWaits() {
        assertThat(fill(1000)).isEqualTo((int) (Backlog.CAPACITY / 1064) + 1);
        assertThat(brake.releases()).isZero();
    }

    @Test
    void floodOfEmptyMessagesIsBounded() {
        assertThat(fill(0)).isEqualTo((int) (Backlog.CAPACITY / 64) + 1);
    }

    @Test
    void goesOnOnceHalfTheCapacityIsFreeAndReleasesOnce() {
        int count = fill(1000);
        int handled = 0;
        while (brake.releases() == 0) {
            backlog.remove(1000);
            handled++;
        }
        assertThat((count - handled) * 1064L).isLessThanOrEqualTo(Backlog.CAPACITY / 2);
        assertThat((count - handled + 1) * 1064L).isGreaterThan(Backlog.CAPACITY / 2);
        for (; handled < count; handled++) {
            backlog.remove(1000);
        }

        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void tellsProgressUntilItReleases() {
        backlog.remove(1000);
        assertThat(brake.steps()).as("not paused").isZero();
        backlog.add(1000);
        fill(1000);

        int handled = 0;
        while (brake.releases() == 0) {
            assertThat(brake.steps()).isEqualTo(handled);
            backlog.remove(1000);
            handled++;
        }
        backlog.remove(1000);

        assertThat(brake.steps()).isEqualTo(handled - 1);
    }

    @Test
    void oneMessageLargerThanTheCapacityPausesUntilItIsHandled() {
        assertThat(backlog.add(Backlog.CAPACITY * 4)).isFalse();
        backlog.remove(Backlog.CAPACITY * 4);

        assertThat(brake.releases()).isEqualTo(1);
        assertThat(backlog.add(1)).isTrue();
    }

    @Test
    void everyPauseIsReleasedOnce() {
        for (int round = 1; round <= 5; round++) {
            int count = fill(5000);
            for (int i = 0; i < count; i++) {
                backlog.remove(5000);
            }
            assertThat(brake.releases()).isEqualTo(round);
        }
    }

    @Test
    void stopReleasesAPausedPortAndNeverPausesAgain() {
        fill(1000);
        backlog.stop();
        backlog.stop();

        assertThat(brake.releases()).isEqualTo(1);
        assertThat(backlog.add(Backlog.CAPACITY * 2)).isTrue();
        backlog.remove(Backlog.CAPACITY * 2);
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void behindCreditItGrowsWithTheWindow() {
        AtomicInteger window = new AtomicInteger(1000);
        Backlog behind = Backlog.behindCredit(brake, window::get);

        assertThat(behind.add(3000)).isTrue();
        assertThat(behind.add(0)).isFalse();
        window.set(4000);
        assertThat(behind.add(5000)).as("8000 may be before it").isTrue();
        assertThat(behind.add(0)).isFalse();
        behind.remove(3000);
        behind.remove(0);
        assertThat(brake.releases()).isZero();
        behind.remove(5000);
        assertThat(brake.releases()).isEqualTo(1);
    }

    @Test
    void behindCreditOneLargeMessageIsNoReasonToPause() {
        Backlog behind = Backlog.behindCredit(brake, () -> 1000);

        assertThat(behind.add(1_000_000)).isTrue();
        assertThat(behind.add(0)).as("it bounds a peer that goes on").isFalse();
        behind.remove(1_000_000);
        assertThat(brake.releases()).isEqualTo(1);
    }
}
