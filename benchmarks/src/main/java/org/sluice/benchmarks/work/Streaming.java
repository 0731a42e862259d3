package org.sluice.benchmarks.work;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Digest;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.report.Metric;

/** Moves loads over one connection, for all of the time that was asked for. How much takes so long is learnt from the loads before. */
final class Streaming implements Task {

    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final long FIRST = 1024 * 1024;
    private static final long MOST = 8L * 1024 * 1024 * 1024;
    /** The last load ends about when the time does, so that this much of it says that it is over. */
    private static final double OVER = 0.75;

    private final Client client;
    private final Transfer transfer;
    private final int writeSize;
    private @Nullable Link link;
    private double bytesPerSecond;

    Streaming(Client client, Transfer transfer, int writeSize) {
        this.client = client;
        this.transfer = transfer;
        this.writeSize = writeSize;
    }

    @Override
    public Outcome run(Duration time) throws IOException, InterruptedException {
        Link open = link == null ? client.connect(transfer.service(), transfer) : link;
        link = open;
        double seconds = time.toNanos() / NANOS;
        long moved = 0;
        double gone = 0;
        do {
            long bytes = (long) Math.min(MOST, bytesPerSecond * (seconds - gone));
            Load load = Load.about(Math.max(FIRST, bytes), writeSize);
            double taken = move(load, open) / NANOS;
            gone += taken;
            moved += load.bytes();
            bytesPerSecond = load.bytes() / taken;
        } while (gone < seconds * OVER);
        return Outcome.ofBytes(moved, Map.of(Metric.RATE, moved / gone / MEGA));
    }

    private long move(Load load, Link open) throws IOException, InterruptedException {
        Digest expected = load.digest();
        long began = System.nanoTime();
        CompletableFuture<Digest> future = transfer.start(load, open);
        Digest arrived = Waiting.on(future);
        long taken = System.nanoTime() - began;
        if (!arrived.equals(expected)) {
            throw new IOException("other bytes arrived: " + arrived + " instead of " + expected);
        }
        return taken;
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
