package org.sluice.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** Messages of one size, each with its number, so that none is taken for another. */
final class Payload {

    private final byte[] pattern;

    Payload(int size) {
        pattern = new byte[size];
        new Random(size).nextBytes(pattern);
    }

    /** The message with a number; new, since it must never change. */
    ByteBuffer message(long number) {
        ByteBuffer message = ByteBuffer.wrap(pattern.clone());
        message.putLong(0, number);
        return message;
    }

    /** Compares every byte. */
    void check(ByteBuffer received, long number) throws IOException {
        boolean same = received.remaining() == pattern.length
                && received.getLong(received.position()) == number
                && received.slice(received.position() + Long.BYTES, pattern.length - Long.BYTES)
                        .equals(ByteBuffer.wrap(pattern, Long.BYTES, pattern.length - Long.BYTES));
        if (!same) {
            throw new IOException("message " + number + " came back changed, or in the place of another");
        }
    }
}
