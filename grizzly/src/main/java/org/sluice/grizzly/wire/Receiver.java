package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;

/** Takes what a wire receives: a socket of ours, or an ordinary endpoint. Called by the selector's thread, which it does not block. */
interface Receiver {

    /** A part of a message, valid only during the call; false to pause. */
    boolean data(Opcode kind, ByteBuffer part, boolean last) throws FrameException;

    void pong(ByteBuffer payload);

    /** The wire will not go on; true if the receiver closes with that code, false to leave that to the wire. */
    boolean failed(int code, String reason);

    /** It paused for too long. */
    void stalled();

    /** The end, once and last. */
    void closed(End end, @Nullable Throwable cause);
}
