package org.sluice.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands what a client's thread received to the thread that measures, the same way for every peer. */
final class Answers {

    private static final int SECONDS = 30;

    private final BlockingQueue<ByteBuffer> received = new LinkedBlockingQueue<>();

    /** Takes a message that stays as it is. */
    void add(ByteBuffer message) {
        received.add(message);
    }

    ByteBuffer next() throws IOException, InterruptedException {
        ByteBuffer message = received.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException("No answer within " + SECONDS + " s");
        }
        return message;
    }
}
