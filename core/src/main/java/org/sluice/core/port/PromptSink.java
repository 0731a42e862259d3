package org.sluice.core.port;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An outbound port whose calls never block: it keeps what the system does not take at once, and says when it has kept enough. So any
 * thread may make its calls, still one at a time. What comes behind a close frame, the answer to the peer's among them, is refused with a
 * {@link ClosingException}; the end is told afterwards in any case.
 */
public interface PromptSink extends FrameSink {

    /**
     * Whether {@link #ready} would say yes, for the one that hands in and wants to be told of nothing.
     *
     * @return false also where that is not known
     */
    boolean hasRoom();

    /**
     * Whether a unit of at most 64 KiB should be handed in now. Control frames are always taken.
     *
     * @param again run once, where the answer is false, as soon as it is worth asking again: there is room, or the connection has
     *     ended; by any thread, and must neither block nor throw
     * @return false to wait for that
     */
    boolean ready(Runnable again);

    /**
     * Whether frames go out as servers send them without compression, so that the same ones may go to many peers.
     *
     * @return true to take the next message by {@link #shared}
     */
    boolean shares();

    /**
     * Sends a frame that other connections send too; a large one is kept until it is out, and not copied. The first of a message only
     * where {@link #shares()}, and then all of it.
     *
     * @param frame the next one of its message
     * @throws IOException if the connection cannot take it
     */
    void shared(SharedFrame frame) throws IOException;

    /**
     * Sends a frame as {@link #shared} does, and where nothing waits before it sees to it that it is on its way, as {@link #flush} does.
     *
     * @param frame the only one of its message
     * @return true where the system has taken it all; otherwise a flush is to follow
     * @throws IOException if the connection cannot take it, or has ended
     */
    boolean sharedAtOnce(SharedFrame frame) throws IOException;

    /**
     * Lends a place for a part of a binary message. From any thread at any time.
     *
     * @return null where too many are lent, where bytes are changed before they are sent, or where nothing can be sent any more
     */
    @Nullable
    Draft draft();

    /**
     * Sends a part of a binary message, as {@link #binary} does.
     *
     * @param draft of this sink; it ends, also where this fails
     * @param last whether the message ends with it
     * @throws IOException if the connection cannot take it, or the draft had ended
     */
    void drafted(Draft draft, boolean last) throws IOException;

    /**
     * Sees to it that all that was handed in is on its way. May come from any thread at any time.
     *
     * @param sent run once, when the system has taken it all, before the return or later by any thread; must neither block nor throw.
     *     Never run where the connection ends before.
     * @throws IOException if the connection has ended; behind a close frame a {@link ClosingException}
     */
    void flush(Runnable sent) throws IOException;
}
