package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.benchmarks.link.Digest;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;
import org.sluice.benchmarks.link.Service;

/** To the server, which answers with what it counted. */
final class Upload implements Transfer {

    private final ByteBuffer answer = ByteBuffer.allocate(Digest.SIZE);
    private volatile CompletableFuture<Digest> arrived = new CompletableFuture<>();

    @Override
    public Service service() {
        return Service.DISCARD;
    }

    @Override
    public CompletableFuture<Digest> start(Load load, Link link) throws IOException {
        CompletableFuture<Digest> future = new CompletableFuture<>();
        arrived = future;
        link.send(load.encoded());
        link.stream(load);
        return future;
    }

    @Override
    public void received(ByteBuffer data) {
        while (data.hasRemaining() && answer.hasRemaining()) {
            answer.put(data.get());
        }
        if (data.hasRemaining()) {
            ended("more came than an answer");
        } else if (!answer.hasRemaining()) {
            Digest digest = Digest.read(answer.flip());
            answer.clear();
            arrived.complete(digest);
        }
    }

    @Override
    public void ended(String why) {
        arrived.completeExceptionally(new IOException(why));
    }
}
