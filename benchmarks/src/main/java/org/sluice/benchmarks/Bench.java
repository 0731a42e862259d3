package org.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.report.Gap;
import org.sluice.benchmarks.report.Sample;
import org.sluice.benchmarks.work.Outcome;
import org.sluice.benchmarks.work.Workload;

/** Runs a plan: workload by workload, in each round by round, in each round peer by peer. A peer that fails is out of that workload. */
final class Bench {

    private final Plan plan;
    private final Pairs pairs;
    private final Progress progress;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    Bench(Plan plan, Pairs pairs, Progress progress) {
        this.plan = plan;
        this.pairs = pairs;
        this.progress = progress;
    }

    List<Sample> samples() {
        return samples;
    }

    List<Gap> gaps() {
        return gaps;
    }

    void run() throws IOException, InterruptedException {
        for (Workload workload : plan.workloads()) {
            run(workload);
        }
    }

    private void run(Workload workload) throws IOException, InterruptedException {
        List<Peer> running = new ArrayList<>();
        for (Peer peer : plan.peers()) {
            if (!peer.takesPart(workload)) {
                continue;
            }
            Optional<String> missing = peer.missing(workload.needs());
            if (missing.isPresent()) {
                gaps.add(new Gap(workload.id(), peer.id(), missing.get(), false));
            } else if (warmUp(workload, peer)) {
                running.add(peer);
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Peer peer : Schedule.order(running, round)) {
                if (!run(workload, peer, round)) {
                    running.remove(peer);
                }
            }
        }
        for (Peer peer : running) {
            end(workload, peer);
        }
    }

    private boolean warmUp(Workload workload, Peer peer) throws IOException, InterruptedException {
        try {
            Outcome unused = pairs.of(peer, workload).run(workload, plan.warmUp());
            progress.warmedUp(workload, peer);
            return true;
        } catch (IOException e) {
            failed(workload, peer, e, plan.rounds() + 1);
            return false;
        }
    }

    private boolean run(Workload workload, Peer peer, int round) throws IOException, InterruptedException {
        try {
            Outcome outcome = pairs.of(peer, workload).run(workload, plan.time());
            outcome.values()
                    .forEach(
                            (metric, value) -> samples.add(new Sample(workload.id(), metric, peer.id(), round, value)));
            progress.ran(workload, peer, round, outcome);
            return true;
        } catch (IOException e) {
            failed(workload, peer, e, plan.rounds() - round);
            return false;
        }
    }

    private void end(Workload workload, Peer peer) throws IOException, InterruptedException {
        try {
            pairs.of(peer, workload).end(workload);
        } catch (IOException e) {
            failed(workload, peer, e, 0);
        }
    }

    /** Nothing that failed is used again: its processes end, and the next workload starts new ones. */
    private void failed(Workload workload, Peer peer, IOException why, int stepsLost) throws IOException {
        pairs.drop(peer);
        gaps.add(new Gap(workload.id(), peer.id(), String.valueOf(why.getMessage()), true));
        progress.failed(workload, peer, String.valueOf(why.getMessage()), stepsLost);
    }
}
