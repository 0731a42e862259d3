package org.sluice.core.port;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Held by the receiver of a connection that has asked its port to pause. */
public interface Brake {

    /**
     * Lets the port deliver again. Called once for each call of {@link Inbound} that returned false, from any thread; it may come
     * before that call has returned.
     */
    void release();

    /**
     * Tells a port that pauses that something was taken, though not enough to go on; from any thread, and with no effect on a port that
     * does not pause.
     */
    void progress();

    /**
     * Receives on the calling thread, which has nothing to do before something comes: that saves waking it up. {@link Inbound} is then
     * called on this thread, from within this call. Nobody has to call it; what comes between two calls is delivered as ever, unless the
     * next call follows within a moment.
     *
     * @param nanos how long to wait at most; a port may give up earlier
     * @param place where what is received may be put first, from position to limit, outside the heap, or null. A port that has put the first
     *     of it there, binary payload of at most 64 KiB, hands this very buffer to {@link Inbound#binary}, limited to that; it may have
     *     changed more of the content
     * @return true if something came, though not necessarily any part of a message; false where the caller should now wait to be told by
     *     another thread
     */
    boolean pull(long nanos, @Nullable ByteBuffer place);

    /**
     * Tells that the calling thread has something to do, and will then {@link #pull}: a port may leave what comes to it for a moment, so that
     * two threads do not share the work of one. From any thread; never blocks.
     */
    void claim();
}
