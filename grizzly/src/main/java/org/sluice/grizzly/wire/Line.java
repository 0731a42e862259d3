package org.sluice.grizzly.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection in both directions, plain or encrypted, without ever blocking. What they mean is left to the {@link Wire}.
 * One thread at a time reads, and one writes; the rest may come from any thread.
 */
public interface Line {

    /**
     * Whether it reads into arrays and writes from them as they are, and would copy what is outside the heap; the other way round where not.
     *
     * @return always the same
     */
    boolean prefersArrays();

    /**
     * Reads what is there.
     *
     * @param into has room
     * @return bytes, 0 where there are none now, -1 where the peer sends no more
     * @throws IOException if the connection is lost
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Reads what is there into one buffer and then, once that is full, perhaps into another.
     *
     * @param into has room
     * @param behind has room
     * @return as {@link #read(ByteBuffer)}, of both
     * @throws IOException if the connection is lost
     */
    default int read(ByteBuffer into, ByteBuffer behind) throws IOException {
        return read(into);
    }

    /**
     * Whether the last read may have left something behind of which no event will tell.
     *
     * @return true to read again
     */
    boolean mayHaveMore();

    /**
     * Writes as much as the system takes now.
     *
     * @param from is consumed as far as it was taken
     * @return true if nothing is left, of this or of what came before; false to be called again at the next {@link Events#writable()}
     * @throws IOException if the connection is lost
     */
    boolean write(ByteBuffer from) throws IOException;

    /**
     * Asks for {@link Events#readable()}, or for no more of them.
     *
     * @param on whether
     */
    void reading(boolean on);

    /**
     * Asks for {@link Events#writable()}, or for no more of them.
     *
     * @param on whether
     */
    void writing(boolean on);

    /**
     * Waits on the calling thread, the one that reads and not the selector's, until there is something to read.
     *
     * @param nanos at most so long; also shorter
     * @return false where nothing came, or where nobody can wait here
     * @throws IOException if the connection is lost
     */
    boolean await(long nanos) throws IOException;

    /** Ends an {@link #await} that is under way; from any thread. */
    void stopAwaiting();

    /** Gives back what awaiting needs; by the one that reads. */
    void doneAwaiting();

    /**
     * Runs a task on the selector's thread, soon.
     *
     * @param task must neither block nor throw
     */
    void onSelector(Runnable task);

    /** Tells the peer that no more comes, after all that was written. */
    void shutdownOutput();

    /** Ends the connection at once, whatever is still to be written. */
    void terminate();

    /**
     * This end's address.
     *
     * @return as bound
     */
    InetSocketAddress localAddress();

    /**
     * The other end's address.
     *
     * @return as connected
     */
    InetSocketAddress remoteAddress();

    /** What happens on a line; called by the selector's thread, except for the end, which any thread may bring. */
    interface Events {

        /** There is something to read, or the end. */
        void readable();

        /** There is room to write. */
        void writable();

        /** The connection is gone. */
        void gone();
    }
}
