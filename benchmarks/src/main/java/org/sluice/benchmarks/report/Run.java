package org.sluice.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a run has brought, ours among it.
 *
 * @param ours the ids of the peers that are compared with the others, one of them in each workload
 * @param peers in their order
 * @param workloads in their order
 * @param samples of all rounds
 * @param gaps what has no samples
 * @param setting the machine, the versions, the command: what the values depend on, as name and value
 */
public record Run(
        List<String> ours,
        List<Named> peers,
        List<Named> workloads,
        List<Sample> samples,
        List<Gap> gaps,
        Map<String, String> setting) {

    /** Copies what it is given. */
    public Run {
        ours = List.copyOf(ours);
        peers = List.copyOf(peers);
        workloads = List.copyOf(workloads);
        samples = List.copyOf(samples);
        gaps = List.copyOf(gaps);
        setting = new LinkedHashMap<>(setting);
    }

    /** Values of one peer by round. */
    private Map<Integer, Double> rounds(String workload, Metric metric, String peer) {
        Map<Integer, Double> rounds = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.workload().equals(workload)
                    && sample.metric() == metric
                    && sample.peer().equals(peer)) {
                rounds.put(sample.round(), sample.value());
            }
        }
        return rounds;
    }

    /** The metrics of a workload, in the order of {@link Metric}. */
    List<Metric> metrics(Named workload) {
        Set<Metric> found = new LinkedHashSet<>();
        for (Sample sample : samples) {
            if (sample.workload().equals(workload.id())) {
                found.add(sample.metric());
            }
        }
        return found.stream().sorted().toList();
    }

    /** A line for each peer that has values, in the order of the peers. */
    List<Line> lines(Named workload, Metric metric) {
        Map<Integer, Double> ourRounds = ours.stream()
                .map(each -> rounds(workload.id(), metric, each))
                .filter(rounds -> !rounds.isEmpty())
                .findFirst()
                .orElse(Map.of());
        return peers.stream()
                .filter(peer -> !rounds(workload.id(), metric, peer.id()).isEmpty())
                .map(peer -> Line.of(peer, ourRounds, rounds(workload.id(), metric, peer.id())))
                .toList();
    }

    boolean isOurs(Named peer) {
        return ours.contains(peer.id());
    }

    /** The gaps of a workload. */
    List<Gap> gaps(Named workload) {
        return gaps.stream().filter(gap -> gap.workload().equals(workload.id())).toList();
    }

    /** The title of a peer. */
    String peerTitle(String id) {
        return peers.stream()
                .filter(peer -> peer.id().equals(id))
                .map(Named::title)
                .findFirst()
                .orElse(id);
    }

    /** Whether a peer failed somewhere. */
    public boolean hasFailed() {
        return gaps.stream().anyMatch(Gap::failed);
    }
}
