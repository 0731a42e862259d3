package org.sluice.benchmarks;

import java.util.List;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.work.Workload;

/**
 * What to run.
 *
 * @param peers who takes part
 * @param workloads what they do
 * @param rounds how often each
 * @param warmUp milliseconds of each workload before its first round, for each peer
 * @param time milliseconds of each run
 * @param idle how many connections the workload of idle ones has
 * @param share whether all groups of workloads run in the same processes, which saves starts and warm-ups
 */
record Plan(List<Peer> peers, List<Workload> workloads, int rounds, long warmUp, long time, int idle, boolean share) {

    /** How many runs it has, warm-ups included, if no peer fails. */
    int steps() {
        long able = workloads.stream()
                .mapToLong(workload -> peers.stream()
                        .filter(peer -> peer.takesPart(workload))
                        .filter(peer -> peer.missing(workload.needs()).isEmpty())
                        .count())
                .sum();
        return (int) able * (rounds + 1);
    }
}
