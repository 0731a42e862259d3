package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.report.Metric;

/** Keeps some messages on the way on each of many connections, until the time is over and all have come back. */
final class Pipelined implements Task {

    /** Messages on the way on each connection. */
    static final int DEPTH = 16;

    private static final double NANOS = 1e9;

    private final Client client;
    private final Payload payload;
    private final int connections;
    private final List<Flow> flows = new ArrayList<>();
    private volatile Run current = new Run(0, 0);

    Pipelined(Client client, int size, int connections) {
        this.client = client;
        payload = new Payload(size);
        this.connections = connections;
    }

    /** One run, shared by all connections. */
    private static final class Run {

        private final long deadline;
        private final AtomicInteger open;
        private final AtomicLong messages = new AtomicLong();
        private final CompletableFuture<Long> done = new CompletableFuture<>();

        Run(long deadline, int flows) {
            this.deadline = deadline;
            open = new AtomicInteger(flows);
        }

        void flowEnded(long received) {
            messages.addAndGet(received);
            if (open.decrementAndGet() == 0) {
                done.complete(System.nanoTime());
            }
        }
    }

    @Override
    public Outcome run(Duration time) throws IOException, InterruptedException {
        while (flows.size() < connections) {
            Flow flow = new Flow();
            flow.link = client.connect(Service.ECHO, flow);
            flows.add(flow);
        }
        long began = System.nanoTime();
        Run run = new Run(began + time.toNanos(), connections);
        current = run;
        for (Flow flow : flows) {
            flow.fill();
        }
        double seconds = (Waiting.on(run.done) - began) / NANOS;
        long messages = run.messages.get();
        return Outcome.ofMessages(messages, Map.of(Metric.MESSAGES, messages / seconds));
    }

    /** One connection. Its messages come back in their order. */
    private final class Flow implements Receiver {

        private volatile @Nullable Link link;
        private long sent;
        private long received;
        private long receivedBefore;

        /** Holds off what comes back until all are sent, so that the numbers stay in order. */
        synchronized void fill() throws IOException {
            receivedBefore = received;
            for (int i = 0; i < DEPTH; i++) {
                send();
            }
        }

        private void send() throws IOException {
            Link open = link;
            if (open != null) {
                open.send(payload.message(sent++));
            }
        }

        @Override
        public synchronized void received(ByteBuffer message) throws IOException {
            try {
                payload.check(message, received);
            } catch (IOException e) {
                ended(String.valueOf(e.getMessage()));
                return;
            }
            received++;
            Run run = current;
            if (System.nanoTime() - run.deadline < 0) {
                send();
            } else if (received == sent) {
                run.flowEnded(received - receivedBefore);
            }
        }

        @Override
        public void ended(String why) {
            current.done.completeExceptionally(new IOException(why));
        }
    }

    @Override
    public void close() {
        for (Flow flow : flows) {
            Link open = flow.link;
            if (open != null) {
                open.close();
            }
        }
        flows.clear();
    }
}
