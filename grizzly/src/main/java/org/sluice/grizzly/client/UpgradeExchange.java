package org.sluice.grizzly.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.grizzly.wire.Line;

/** Sends a request, for an upgrade or to a proxy, and reads the head of the answer. What that says is left to others. Runs on the selector. */
final class UpgradeExchange implements Line.Events {

    /** A record of TLS and more, so that a line need not keep the rest of one. */
    private static final int BUFFER = 20 * 1024;

    private final Line line;
    private final ByteBuffer request;
    private final ByteBuffer early;
    private final ResponseParser parser;
    private final String peer;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /**
     * What came.
     *
     * @param head of the answer
     * @param rest came together with it; its own
     */
    record Answer(ResponseHead head, ByteBuffer rest) {}

    /** With the name of who answers, for messages. */
    UpgradeExchange(Reached reached, ByteBuffer request, String peer) {
        this.peer = peer;
        this.parser = new ResponseParser(peer);
        this.line = reached.line();
        this.early = reached.early();
        this.request = request;
    }

    /**
     * Begins, once the line's events come here. The answer ends the reading, until somebody asks for more.
     *
     * @return fails with an {@link IOException}
     */
    CompletableFuture<Answer> start() {
        line.onSelector(() -> {
            writable();
            if (!answeredBy(early)) {
                line.reading(true);
                readable();
            }
        });
        return answer;
    }

    @Override
    public void writable() {
        if (!request.hasRemaining() && answer.isDone()) {
            line.writing(false);
            return;
        }
        try {
            line.writing(!line.write(request));
        } catch (IOException e) {
            // A server may have refused and hung up before it read all.
            readable();
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void readable() {
        if (answer.isDone()) {
            line.reading(false);
            return;
        }
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            do {
                int count = line.read(buffer.clear());
                if (count < 0) {
                    throw new EOFException(
                            parser.hasBegun()
                                    ? "The " + peer + " hung up in the middle of its answer"
                                    : "The " + peer + " hung up instead of answering");
                }
                if (parse(buffer.flip())) {
                    return;
                }
            } while (line.mayHaveMore());
        } catch (IOException e) {
            line.reading(false);
            answer.completeExceptionally(e);
        }
    }

    private boolean answeredBy(ByteBuffer received) {
        try {
            return parse(received);
        } catch (IOException e) {
            answer.completeExceptionally(e);
            return true;
        }
    }

    /** True where the answer is complete. */
    private boolean parse(ByteBuffer received) throws IOException {
        if (!parser.parse(received)) {
            return false;
        }
        line.reading(false);
        answer.complete(new Answer(parser.head(), received));
        return true;
    }

    @Override
    public void gone() {
        answer.completeExceptionally(new EOFException("The connection was lost before the " + peer + " answered"));
    }
}
