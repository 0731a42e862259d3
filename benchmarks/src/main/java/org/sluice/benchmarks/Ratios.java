package org.sluice.benchmarks;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/** The one thing worth saying about times of one machine: how often a peer's rate goes into ours. */
final class Ratios {

    private final Map<String, Map<Peer, Double>> rates = new TreeMap<>();

    static Ratios of(Collection<RunResult> results) {
        Ratios ratios = new Ratios();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            Peer peer = Peer.valueOf(result.getParams().getParam("peer"));
            ratios.add(
                    name.substring(name.indexOf("benchmarks.") + "benchmarks.".length()),
                    peer,
                    result.getPrimaryResult().getScore());
        }
        return ratios;
    }

    /** Adds a rate; more is better. */
    void add(String benchmark, Peer peer, double rate) {
        rates.computeIfAbsent(benchmark, name -> new EnumMap<>(Peer.class)).put(peer, rate);
    }

    /** A row for each benchmark, a column for each peer but ourselves; a dash where one was left out. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-28s", "rate of sluice divided by"));
        for (Peer peer : Peer.values()) {
            if (peer != Peer.SLUICE) {
                table.append(String.format(Locale.ROOT, "%12s", peer.name().toLowerCase(Locale.ROOT)));
            }
        }
        rates.forEach((benchmark, byPeer) -> {
            table.append(String.format(Locale.ROOT, "%n%-28s", benchmark));
            for (Peer peer : Peer.values()) {
                if (peer != Peer.SLUICE) {
                    table.append(String.format(Locale.ROOT, "%12s", ratio(byPeer, peer)));
                }
            }
        });
        return table.toString();
    }

    private static String ratio(Map<Peer, Double> byPeer, Peer peer) {
        Double ours = byPeer.get(Peer.SLUICE);
        Double theirs = byPeer.get(peer);
        return ours == null || theirs == null ? "-" : String.format(Locale.ROOT, "%.2f", ours / theirs);
    }
}
