package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.deflate.MessageInflater;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;

/**
 * Inflates what is received compressed, in parts of bounded size, and keeps what a pause leaves over: a few bytes may say very much. Called
 * by the one that reads alone.
 */
final class Inflating {

    /** Takes what is inflated; false to pause. */
    interface Target {
        boolean data(Opcode kind, ByteBuffer part, boolean last) throws FrameException;
    }

    private final MessageInflater inflater;
    private final Target target;

    /** The part at which it paused, from the first byte that was not used. */
    private @Nullable ByteBuffer rest;

    private Opcode kind = Opcode.BINARY;
    private boolean last;

    Inflating(MessageInflater inflater, Target target) {
        this.inflater = inflater;
        this.target = target;
    }

    /** Takes a compressed part, which need not stay; false to pause, after which comes {@link #goOn} before the next part. */
    boolean data(Opcode kindOfMessage, ByteBuffer part, boolean lastOfMessage) throws FrameException {
        kind = kindOfMessage;
        last = lastOfMessage;
        return inflate(part);
    }

    /** Goes on with a part at which it paused; false to pause again. */
    boolean goOn() throws FrameException {
        ByteBuffer left = rest;
        rest = null;
        return left == null || inflate(left);
    }

    private boolean inflate(ByteBuffer in) throws FrameException {
        byte[] lent = ByteArrays.take();
        try {
            return inflate(in, ByteBuffer.wrap(lent));
        } finally {
            ByteArrays.giveBack(lent);
        }
    }

    private boolean inflate(ByteBuffer in, ByteBuffer to) throws FrameException {
        boolean finished;
        boolean more;
        do {
            finished = inflater.inflate(in, last, to.clear());
            to.flip();
            boolean ends = finished && last;
            more = (!to.hasRemaining() && !ends) || target.data(kind, to, ends);
        } while (!finished && more);
        if (!finished) {
            rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
        return more;
    }

    void end() {
        rest = null;
        inflater.end();
    }
}
