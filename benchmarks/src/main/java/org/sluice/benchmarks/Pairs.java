package org.sluice.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.process.Certificate;
import org.sluice.benchmarks.process.Pair;
import org.sluice.benchmarks.work.Workload;

/** The processes that are up: a pair for each peer, kept while workloads of one group follow each other, and started when needed. */
final class Pairs implements AutoCloseable {

    private final Certificate certificate;
    private final int idle;
    private final boolean share;
    private final Map<Peer, Pair> running = new HashMap<>();
    private @Nullable Object current;

    Pairs(Certificate certificate, int idle, boolean share) {
        this.certificate = certificate;
        this.idle = idle;
        this.share = share;
    }

    /** The pair of a peer for a workload. */
    Pair of(Peer peer, Workload workload) throws IOException, InterruptedException {
        Object group = share ? workload.tls() : workload.kind().group() + " " + workload.tls();
        if (!group.equals(current)) {
            close();
            current = group;
        }
        Pair pair = running.get(peer);
        if (pair == null) {
            pair = Pair.start(peer, workload.tls() ? certificate : null, idle);
            running.put(peer, pair);
        }
        return pair;
    }

    /** Ends the pair of a peer. */
    void drop(Peer peer) throws IOException {
        Pair pair = running.remove(peer);
        if (pair != null) {
            pair.close();
        }
    }

    /** Ends all. */
    @Override
    public void close() throws IOException {
        for (Peer peer : Peer.values()) {
            drop(peer);
        }
    }
}
