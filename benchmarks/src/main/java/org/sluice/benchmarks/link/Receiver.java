package org.sluice.benchmarks.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes what arrives on one connection, from one thread at a time. */
public interface Receiver {

    /**
     * Takes a whole message, or on a {@link Service#streams() stream} some bytes, wherever messages may end.
     *
     * @param data valid until this returns
     * @throws IOException if an answer cannot be sent; the connection is then to be closed
     */
    void received(ByteBuffer data) throws IOException;

    /**
     * Takes the end of the connection; may be called more than once.
     *
     * @param why for people
     */
    void ended(String why);
}
