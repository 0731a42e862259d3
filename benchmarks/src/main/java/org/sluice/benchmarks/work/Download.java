package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.benchmarks.link.Counter;
import org.sluice.benchmarks.link.Digest;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Service;

/** From the server, counted here. */
final class Download implements Transfer {

    private volatile Arriving arriving = new Arriving(new Counter(0), new CompletableFuture<>());

    private record Arriving(Counter counter, CompletableFuture<Digest> all) {}

    @Override
    public Service service() {
        return Service.GENERATE;
    }

    @Override
    public CompletableFuture<Digest> start(Load load, Link link) throws IOException {
        Arriving begun = new Arriving(new Counter(load.bytes()), new CompletableFuture<>());
        arriving = begun;
        link.send(load.encoded());
        return begun.all();
    }

    @Override
    public void received(ByteBuffer data) {
        Arriving now = arriving;
        now.counter().count(data);
        if (data.hasRemaining()) {
            ended("more came than was asked for");
        } else if (now.counter().isComplete()) {
            now.all().complete(now.counter().digest());
        }
    }

    @Override
    public void ended(String why) {
        arriving.all().completeExceptionally(new IOException(why));
    }
}
