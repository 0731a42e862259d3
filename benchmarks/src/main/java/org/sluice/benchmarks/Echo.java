package org.sluice.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection to an echo endpoint. */
interface Echo extends AutoCloseable {

    /** Sends one binary message and waits for the answer. */
    ByteBuffer roundTrip(ByteBuffer message) throws Exception;

    @Override
    void close() throws IOException;
}
