package org.sluice.core.port;

import java.nio.ByteBuffer;

/**
 * A part of a binary message that is built where it is sent from, so that its bytes are copied once. Lent by {@link PromptSink#draft()}; it
 * ends once, by being sent, by being given up or with its connection, whichever comes first, and forgets what it is given after that. For
 * one thread at a time; the end may come from any.
 */
public interface Draft {

    /**
     * Adds bytes.
     *
     * @param from where they are; not changed, and the caller's again after the return
     * @param offset of the first one
     * @param length how many; with those before at most 64 KiB
     */
    void put(byte[] from, int offset, int length);

    /**
     * Adds bytes, of an array or outside the heap.
     *
     * @param from from position to limit, consumed; with those before at most 64 KiB; not changed, and the caller's again after the return
     */
    void put(ByteBuffer from);

    /** Gives it up; without effect where it has ended. */
    void drop();
}
