package org.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RatiosTest {

    @Test
    @DisplayName("a row for each benchmark, our rate divided by each peer's")
    void aRowForEachBenchmark() {
        Ratios ratios = new Ratios();
        ratios.add("Echo", Peer.SLUICE, 300);
        ratios.add("Echo", Peer.TYRUS, 200);
        ratios.add("Echo", Peer.JDK, 600);
        assertThat(ratios.table().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("rate of sluice divided by tyrus jdk", "Echo 1.50 0.50");
    }

    @Test
    @DisplayName("a peer that was left out has a dash")
    void aPeerLeftOutHasADash() {
        Ratios ratios = new Ratios();
        ratios.add("Echo", Peer.SLUICE, 300);
        assertThat(ratios.table()).endsWith("-           -");
    }
}
