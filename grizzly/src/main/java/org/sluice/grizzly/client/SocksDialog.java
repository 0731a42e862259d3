package org.sluice.grizzly.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.grizzly.wire.Line;

/** Speaks {@link Socks5} over a line, until that is done. Runs on the selector. */
final class SocksDialog implements Line.Events {

    private final Line line;
    private final Socks5 socks;
    private final CompletableFuture<ByteBuffer> done = new CompletableFuture<>();
    private ByteBuffer out;

    SocksDialog(Line line, Socks5 socks) {
        this.line = line;
        this.socks = socks;
        this.out = socks.greeting();
    }

    /**
     * Begins, once the line's events come here.
     *
     * @return what the server behind it sent already; fails with an {@link IOException}
     */
    CompletableFuture<ByteBuffer> start() {
        line.onSelector(() -> {
            writable();
            line.reading(true);
            readable();
        });
        return done;
    }

    @Override
    public void writable() {
        try {
            line.writing(!line.write(out));
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void readable() {
        if (done.isDone()) {
            line.reading(false);
            return;
        }
        try {
            ByteBuffer buffer = ByteBuffer.allocate(512);
            do {
                int count = line.read(buffer.clear());
                if (count < 0) {
                    throw new EOFException("The SOCKS proxy hung up");
                }
                ByteBuffer next = socks.take(buffer.flip());
                if (next.hasRemaining()) {
                    out = next;
                    writable();
                }
                if (socks.isDone()) {
                    line.reading(false);
                    done.complete(buffer);
                    return;
                }
            } while (line.mayHaveMore());
        } catch (IOException e) {
            line.reading(false);
            done.completeExceptionally(e);
        }
    }

    @Override
    public void gone() {
        done.completeExceptionally(new EOFException("The connection with the SOCKS proxy was lost"));
    }
}
