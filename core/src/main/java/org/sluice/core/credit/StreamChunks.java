package org.sluice.core.credit;

/**
 * Finds the ends of logical messages in a stream of complete messages: an empty message is one, wherever a container cuts the others. Also
 * says how large the chunks are to be that a peer takes.
 */
public final class StreamChunks {

    /** The largest chunk, which every container takes at once. */
    public static final int LARGEST = 64 * 1024;

    private boolean bytesInMessage;

    /** Looks through what one direction receives. */
    public StreamChunks() {}

    /**
     * Looks at a part.
     *
     * @param bytes of it
     * @param last whether the WebSocket message ends with it
     * @return whether the logical message ends with it, which then has no bytes
     */
    public boolean endsLogicalMessage(int bytes, boolean last) {
        boolean any = bytesInMessage || bytes > 0;
        bytesInMessage = any && !last;
        return last && !any;
    }

    /**
     * How large a chunk may be.
     *
     * @param window what the peer offered, 32 KiB or more
     * @return 16 to 64 KiB: at most half the window, or the sender could wait for a grant that is not due
     */
    public static int size(int window) {
        return Math.min(LARGEST, window / 2);
    }
}
