package org.sluice.core.send;

import java.io.IOException;

/** Told of what happens on the way out; implementations return at once. */
public interface SendListener {

    /**
     * Takes note of data that was sent, on the writer's thread.
     *
     * @param bytes payload bytes
     * @param endsMessage whether a message ended with them
     */
    void sent(long bytes, boolean endsMessage);

    /**
     * Takes note that the sink failed. The connection is lost, or is about to end: the sink may know of a close before the socket does.
     *
     * @param cause what happened
     */
    void failed(IOException cause);

    /**
     * Takes note that a message could not be finished, or was not taken in time: the connection is of no use any more.
     *
     * @param cause what happened
     */
    void stuck(IOException cause);
}
