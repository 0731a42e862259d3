package org.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void aLineForEachValueOfEachRound() {
        assertThat(Csv.of(Runs.small()).lines())
                .containsExactly(
                        "workload,metric,unit,better,peer,round,value",
                        "up,RATE,MB/s,more,us,1,1500.0",
                        "up,RATE,MB/s,more,us,2,1600.0",
                        "up,RATE,MB/s,more,them,1,500.0",
                        "up,RATE,MB/s,more,them,2,800.0");
    }
}
