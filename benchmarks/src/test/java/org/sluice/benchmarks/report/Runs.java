package org.sluice.benchmarks.report;

import java.util.List;
import java.util.Map;

/** A small run, made up. */
final class Runs {

    private Runs() {}

    static Run small() {
        return new Run(
                List.of("us"),
                List.of(new Named("us", "Us"), new Named("them", "A & B"), new Named("absent", "Absent")),
                List.of(new Named("up", "upload")),
                List.of(
                        new Sample("up", Metric.RATE, "us", 0, 1500),
                        new Sample("up", Metric.RATE, "us", 1, 1600),
                        new Sample("up", Metric.RATE, "them", 0, 500),
                        new Sample("up", Metric.RATE, "them", 1, 800)),
                List.of(new Gap("up", "absent", "it has no TLS", false)),
                Map.of("machine", "an abacus"));
    }

    static Run failed() {
        Run small = small();
        return new Run(
                small.ours(),
                small.peers(),
                small.workloads(),
                small.samples(),
                List.of(new Gap("up", "absent", "other bytes arrived", true)),
                small.setting());
    }
}
