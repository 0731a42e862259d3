package org.sluice.benchmarks;

import java.io.IOException;

/** One connection to a discard endpoint. */
interface Upload extends AutoCloseable {

    /** Sends the chunk so many times as one message and waits for the answer, JSON with the bytes counted and their checksum. */
    String upload(byte[] chunk, int times) throws Exception;

    @Override
    void close() throws IOException;
}
