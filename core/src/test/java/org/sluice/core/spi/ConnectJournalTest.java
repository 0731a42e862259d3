package org.sluice.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sluice.api.Phase;

class ConnectJournalTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final ConnectJournal journal = new ConnectJournal(clock::get);

    @Test
    void isEmptyBeforeItBegins() {
        journal.end();
        assertThat(journal.timings()).isEmpty();
        assertThat(journal.phase()).isEmpty();
    }

    @Test
    void aPhaseEndsWithTheNextAndTheLastOneRunsOn() {
        journal.begin(Phase.DNS);
        clock.addAndGet(10);
        journal.begin(Phase.TCP);
        clock.addAndGet(20);
        assertThat(journal.timings())
                .isEqualTo(Map.of(Phase.DNS, Duration.ofNanos(10), Phase.TCP, Duration.ofNanos(20)));
        assertThat(journal.phase()).hasValue(Phase.TCP);
    }

    @Test
    void onePhaseSeveralTimesIsCountedTogetherAndItsEndStopsTheClock() {
        journal.begin(Phase.TCP);
        clock.addAndGet(1);
        journal.begin(Phase.UPGRADE);
        clock.addAndGet(2);
        journal.begin(Phase.TCP);
        clock.addAndGet(3);
        journal.end();
        clock.addAndGet(100);
        journal.end();
        assertThat(journal.timings())
                .isEqualTo(Map.of(Phase.TCP, Duration.ofNanos(4), Phase.UPGRADE, Duration.ofNanos(2)));
        assertThat(journal.phase()).hasValue(Phase.TCP);
    }
}
