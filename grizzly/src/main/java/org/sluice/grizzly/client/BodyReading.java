package org.sluice.grizzly.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.grizzly.wire.Line;

/** Reads the first bytes of a body from a line, as far as there are any. Runs on the selector. */
final class BodyReading implements Line.Events {

    private static final Logger LOG = System.getLogger("org.sluice");
    /** A record of TLS and more. */
    private static final int BUFFER = 20 * 1024;

    private final Line line;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Guarded by this. */
    private final BodyStart body;

    BodyReading(Line line, BodyStart body) {
        this.line = line;
        this.body = body;
    }

    /**
     * Begins, once the line's events come here.
     *
     * @param rest came with the head
     * @return completes with the body, or what there will ever be of it
     */
    CompletableFuture<Void> start(ByteBuffer rest) {
        if (take(rest)) {
            ended.complete(null);
        } else {
            line.onSelector(() -> {
                line.reading(true);
                readable();
            });
        }
        return ended;
    }

    private synchronized boolean take(ByteBuffer in) {
        return body.take(in) || body.isComplete();
    }

    /** What came so far. */
    synchronized byte[] bytes() {
        return body.bytes();
    }

    @Override
    public void readable() {
        if (ended.isDone()) {
            line.reading(false);
            return;
        }
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            do {
                int count = line.read(buffer.clear());
                if (count < 0 || take(buffer.flip())) {
                    line.reading(false);
                    ended.complete(null);
                    return;
                }
            } while (line.mayHaveMore());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The rest of a refusal was lost", e);
            line.reading(false);
            ended.complete(null);
        }
    }

    @Override
    public void writable() {
        line.writing(false);
    }

    @Override
    public void gone() {
        ended.complete(null);
    }
}
