package org.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aRowForEachPeerWithItsRatioToUs() {
        assertThat(Table.of(Runs.small())).isEqualTo("""
                        - machine: an abacus

                        ### upload (`up`)

                        payload, MB/s; more is better

                        | peer   | median | lowest | highest | spread | ours / theirs |
                        |--------|-------:|-------:|--------:|-------:|--------------:|
                        | **Us** |  1 550 |  1 500 |   1 600 |    6 % |               |
                        | A & B  |    650 |    500 |     800 |   46 % |          2.50 |

                        - left out: Absent, it has no TLS
                        """);
    }

    @Test
    void whatFailedIsSaid() {
        assertThat(Table.of(Runs.failed())).contains("- **failed**: Absent, other bytes arrived");
        assertThat(Runs.failed().hasFailed()).isTrue();
        assertThat(Runs.small().hasFailed()).isFalse();
    }

    @Test
    void onlyRoundsThatBothHaveMakeARatio() {
        Run small = Runs.small();
        Run without = new Run(
                small.ours(),
                small.peers(),
                small.workloads(),
                small.samples().stream()
                        .filter(sample -> !(sample.peer().equals("us") && sample.round() == 0))
                        .toList(),
                small.gaps(),
                small.setting());
        assertThat(Table.of(without)).contains("| A & B  |    650 |    500 |     800 |   46 % |          2.00 |");
    }
}
