package org.sluice.benchmarks.peers.jdk;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/** A socket as a link. It allows one send at a time, so each message waits in a chain of futures for the one before it. */
final class JdkLink implements Link {

    private final WebSocket socket;
    private final Consumer<String> failed;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    JdkLink(WebSocket socket, Consumer<String> failed) {
        this.socket = socket;
        this.failed = failed;
    }

    @Override
    public synchronized void send(ByteBuffer message) {
        last = last.thenCompose(before -> socket.sendBinary(message, true)).whenComplete((sent, failure) -> {
            if (failure != null) {
                failed.accept(failure.toString());
            }
        });
    }

    @Override
    public synchronized void stream(Load load) throws IOException {
        Load.Writes writes = load.writes();
        try {
            last.join();
            while (writes.hasNext()) {
                ByteBuffer write = writes.next();
                socket.sendBinary(write, !writes.hasNext()).join();
            }
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public synchronized void close() {
        last = last.thenCompose(before -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }
}
