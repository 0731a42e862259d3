package org.sluice.benchmarks.link;

import java.io.IOException;

/** The client's end of a peer; all its connections go to one server. */
public interface Client extends AutoCloseable {

    /**
     * Connects and waits until the connection is open.
     *
     * @throws IOException if that fails
     * @throws InterruptedException if the thread is interrupted
     */
    Link connect(Service service, Receiver receiver) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
