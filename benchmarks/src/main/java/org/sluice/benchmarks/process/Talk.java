package org.sluice.benchmarks.process;

import java.io.IOException;

/** Asks a process, or in tests an object, one thing at a time. A question and its answer are a line each. */
interface Talk extends AutoCloseable {

    /**
     * Asks and waits for the answer.
     *
     * @throws IOException if the other side failed at it, did not answer in time, or is gone
     */
    String ask(String question) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
