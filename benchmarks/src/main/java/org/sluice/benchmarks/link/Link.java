package org.sluice.benchmarks.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open connection, at either end; what arrives goes to its {@link Receiver}. Any thread may call. */
public interface Link {

    /**
     * Sends one binary message, or on a connection without messages its bytes. May return before they are on their way.
     *
     * @param message never changed afterwards, so that no peer needs to copy it
     * @throws IOException if the connection is lost
     */
    void send(ByteBuffer message) throws IOException;

    /**
     * Sends all of a load, write by write, as one message where the peer can receive one in parts. Either blocks while the other end
     * does not read or returns at once and goes on when it does; never holds more than a few writes. Nothing else is sent meanwhile.
     *
     * @throws IOException if the connection is lost
     */
    void stream(Load load) throws IOException;

    /** Closes in order, as the peer does it; may return before the other end has answered. */
    void close();
}
