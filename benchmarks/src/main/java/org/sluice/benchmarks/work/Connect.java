package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.report.Metric;

/** Some threads that connect, have one message echoed and close, again and again. */
final class Connect implements Task {

    private static final int THREADS = 4;
    private static final double NANOS = 1e9;
    /** Each leaves a port in TIME_WAIT, and there are not many. */
    private static final int MOST = 4_000;

    private final Client client;
    private final Payload payload;
    private final AtomicLong numbers = new AtomicLong();

    Connect(Client client, int size) {
        this.client = client;
        payload = new Payload(size);
    }

    @Override
    public Outcome run(Duration time) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long deadline = began + time.toNanos();
        AtomicLong count = new AtomicLong();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(start(deadline, count));
        }
        for (CompletableFuture<Void> thread : threads) {
            Waiting.on(thread);
        }
        double seconds = (System.nanoTime() - began) / NANOS;
        return Outcome.ofMessages(count.get(), Map.of(Metric.CONNECTS, count.get() / seconds));
    }

    private CompletableFuture<Void> start(long deadline, AtomicLong count) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        do {
                            once(numbers.getAndIncrement());
                            count.incrementAndGet();
                        } while (System.nanoTime() - deadline < 0 && count.get() < MOST);
                        ended.complete(null);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                },
                "connect");
        thread.setDaemon(true);
        thread.start();
        return ended;
    }

    private void once(long number) throws IOException, InterruptedException {
        CompletableFuture<Void> echoed = new CompletableFuture<>();
        Link link = client.connect(Service.ECHO, new Receiver() {
            @Override
            public void received(ByteBuffer message) {
                try {
                    payload.check(message, number);
                    echoed.complete(null);
                } catch (IOException e) {
                    echoed.completeExceptionally(e);
                }
            }

            @Override
            public void ended(String why) {
                echoed.completeExceptionally(new IOException(why));
            }
        });
        link.send(payload.message(number));
        Waiting.on(echoed);
        link.close();
    }

    @Override
    public void close() {}
}
