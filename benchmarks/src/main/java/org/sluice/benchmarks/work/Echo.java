package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.report.Metric;
import org.sluice.benchmarks.report.Statistics;

/** One message on the way at a time. The next is sent by the callback that took the last, so no other thread has a part in it. */
final class Echo implements Task, Receiver {

    private static final double MICROS = 1e3;
    private static final int MOST = 2_000_000;

    private final Client client;
    private final Payload payload;
    private final double[] micros = new double[MOST];
    private @Nullable Link link;
    // Of the run under way; the send that starts it publishes them to the receiver's thread.
    private volatile CompletableFuture<Integer> done = new CompletableFuture<>();
    private long deadline;
    private long sentAt;
    private long number;
    private int count;

    Echo(Client client, int size) {
        this.client = client;
        payload = new Payload(size);
    }

    @Override
    public Outcome run(Duration time) throws IOException, InterruptedException {
        if (link == null) {
            link = client.connect(Service.ECHO, this);
        }
        CompletableFuture<Integer> future = new CompletableFuture<>();
        count = 0;
        deadline = System.nanoTime() + time.toNanos();
        done = future;
        send(link);
        int messages = Waiting.on(future);
        double[] sorted = Arrays.copyOf(micros, messages);
        Arrays.sort(sorted);
        return Outcome.ofMessages(
                messages,
                Map.of(
                        Metric.P50, Statistics.percentile(sorted, 50),
                        Metric.P99, Statistics.percentile(sorted, 99)));
    }

    private void send(Link open) throws IOException {
        ByteBuffer message = payload.message(number);
        sentAt = System.nanoTime();
        open.send(message);
    }

    @Override
    public void received(ByteBuffer message) throws IOException {
        long now = System.nanoTime();
        // First, because it makes the rest visible here.
        CompletableFuture<Integer> running = done;
        Link open = link;
        if (open == null || running.isDone()) {
            ended("a message came that nobody sent");
            return;
        }
        try {
            payload.check(message, number);
        } catch (IOException e) {
            ended(String.valueOf(e.getMessage()));
            return;
        }
        micros[count++] = (now - sentAt) / MICROS;
        number++;
        if (now - deadline >= 0 || count == MOST) {
            running.complete(count);
        } else {
            send(open);
        }
    }

    @Override
    public void ended(String why) {
        done.completeExceptionally(new IOException(why));
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
