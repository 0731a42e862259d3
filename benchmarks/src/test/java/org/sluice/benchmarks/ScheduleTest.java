package org.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<String> PEERS = List.of("a", "b", "c");

    @Test
    void everyRoundHasEveryPeerOnce() {
        for (int round = 0; round < 12; round++) {
            assertThat(Schedule.order(PEERS, round)).containsExactlyInAnyOrderElementsOf(PEERS);
        }
    }

    @Test
    void twoRoundsAfterEachOtherDiffer() {
        for (int round = 0; round < 12; round++) {
            assertThat(Schedule.order(PEERS, round)).isNotEqualTo(Schedule.order(PEERS, round + 1));
        }
    }

    @Test
    void everyPeerIsTheFirstOnce() {
        Set<String> first = new HashSet<>();
        for (int round = 0; round < 6; round++) {
            first.add(Schedule.order(PEERS, round).get(0));
        }
        assertThat(first).containsExactlyInAnyOrderElementsOf(PEERS);
    }
}
