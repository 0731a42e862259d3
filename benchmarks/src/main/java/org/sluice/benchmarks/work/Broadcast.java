package org.sluice.benchmarks.work;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.report.Metric;

/** One connection says something and all hear it, the next when the last has. Its client is the {@link Probe}, the same for all. */
final class Broadcast implements Task {

    private static final double NANOS = 1e9;

    private final URI server;
    private final Payload payload;
    private final int connections;
    private @Nullable Probe probe;
    private long number;

    Broadcast(URI server, int size, int connections) {
        this.server = server;
        this.connections = connections;
        payload = new Payload(size);
    }

    @Override
    public Outcome run(Duration time) throws IOException {
        Probe open = probe == null ? Probe.open(server, Service.BROADCAST, connections) : probe;
        probe = open;
        long began = System.nanoTime();
        long deliveries = 0;
        do {
            ByteBuffer message = payload.message(number);
            open.send(0, message);
            open.awaitAll(message);
            deliveries += connections;
            number++;
        } while (System.nanoTime() - began < time.toNanos());
        double seconds = (System.nanoTime() - began) / NANOS;
        return Outcome.ofMessages(deliveries, Map.of(Metric.DELIVERIES, deliveries / seconds));
    }

    @Override
    public void close() throws IOException {
        if (probe != null) {
            probe.close();
            probe = null;
        }
    }
}
