package org.sluice.benchmarks;

import java.io.PrintWriter;
import java.util.Locale;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.work.Outcome;
import org.sluice.benchmarks.work.Workload;

/** Shows how far a run is, a line for each workload and peer. */
final class Progress {

    private final PrintWriter out;
    private final int steps;
    private final long began = System.nanoTime();
    private int done;

    Progress(PrintWriter out, int steps) {
        this.out = out;
        this.steps = steps;
    }

    void warmedUp(Workload workload, Peer peer) {
        step(workload, peer, "warmed up");
    }

    void ran(Workload workload, Peer peer, int round, Outcome outcome) {
        StringBuilder text = new StringBuilder("round ").append(round + 1);
        outcome.values()
                .forEach((metric, value) -> text.append(String.format(Locale.ROOT, "  %.4g %s", value, metric.unit())));
        step(workload, peer, text.toString());
    }

    void failed(Workload workload, Peer peer, String why, int stepsLost) {
        done += stepsLost - 1;
        step(workload, peer, "FAILED: " + why);
    }

    private void step(Workload workload, Peer peer, String what) {
        done++;
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        out.printf(
                Locale.ROOT,
                "%3d %% %4d s  %-18s %-15s %s%n",
                100L * done / steps,
                seconds,
                workload.id(),
                peer.id(),
                what);
        out.flush();
    }
}
