package org.sluice.core.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallTest {

    private static final long TIMEOUT = 1000;

    /** Near the end of its range, which a clock of nanoseconds may reach at any time. */
    private long now = Long.MAX_VALUE - 500;

    private final List<Long> waits = new ArrayList<>();
    private final Stall stall = new Stall(Duration.ofNanos(TIMEOUT), () -> now);

    /** A wait that ends without a release when its time is over. */
    private boolean inVain(long nanos) {
        waits.add(nanos);
        now += nanos;
        return false;
    }

    /** A wait that a release ends after some time. */
    private Stall.Waiting releasedAfter(long passed) {
        return nanos -> {
            waits.add(nanos);
            now += passed;
            return true;
        };
    }

    @Test
    void releaseBeforeTheDeadlineEndsTheWait() throws Exception {
        assertThat(stall.await(releasedAfter(TIMEOUT - 1))).isTrue();
        assertThat(waits).containsExactly(TIMEOUT);
    }

    @Test
    void releaseAtTheDeadlineCounts() throws Exception {
        assertThat(stall.await(nanos -> nanos == 0 || inVain(nanos))).isTrue();
        assertThat(waits).containsExactly(TIMEOUT);
    }

    @Test
    void releaseAfterTheDeadlineIsTooLate() throws Exception {
        assertThat(stall.await(this::inVain)).isFalse();
        assertThat(waits).containsExactly(TIMEOUT, 0L);
    }

    @Test
    void progressStartsTheTimeAnew() throws Exception {
        assertThat(stall.await(nanos -> {
                    waits.add(nanos);
                    if (waits.size() == 1) {
                        now += 600;
                        stall.progress();
                        now += 400;
                    } else {
                        now += nanos;
                    }
                    return false;
                }))
                .isFalse();
        assertThat(waits).containsExactly(TIMEOUT, 600L, 0L);
    }

    @Test
    void progressBeforeTheWaitIsNotTakenIntoIt() throws Exception {
        stall.progress();
        now += TIMEOUT;

        assertThat(stall.await(releasedAfter(1))).isTrue();
        assertThat(waits).containsExactly(TIMEOUT);
    }

    @Test
    void waitThatEndsEarlyGoesOn() throws Exception {
        assertThat(stall.await(nanos -> {
                    waits.add(nanos);
                    now += Math.min(nanos, 700);
                    return false;
                }))
                .isFalse();
        assertThat(waits).containsExactly(TIMEOUT, 300L, 0L);
    }

    @Test
    void timeoutOfZeroNeverEndsTheWait() throws Exception {
        assertThat(new Stall(Duration.ZERO, () -> now).await(releasedAfter(1))).isTrue();
        assertThat(waits).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void interruptEndsTheWait() {
        assertThatThrownBy(() -> stall.await(nanos -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }
}
