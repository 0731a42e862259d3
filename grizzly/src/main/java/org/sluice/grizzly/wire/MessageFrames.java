package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.deflate.MessageDeflater;
import org.sluice.core.frame.Opcode;
import org.sluice.core.port.Draft;
import org.sluice.core.port.SharedFrame;

/**
 * Makes frames of the parts of messages, and compresses them where that was agreed on and is wanted (RFC 7692, 6.1). For one sender at a
 * time; the end may come from any thread.
 */
final class MessageFrames {

    /** A frame's worth of compressed bytes; some receivers fail where a frame alone does not say anything yet. */
    private static final int COMPRESSED = 16 * 1024;

    private final Outbox outbox;
    private final @Nullable MessageDeflater deflater;
    private boolean wanted;

    // The message at hand.
    private boolean open;
    private boolean compressing;
    private boolean begun;
    private @Nullable ByteBuffer compressed;

    /** Without a deflater nothing is compressed. */
    MessageFrames(Outbox outbox, @Nullable MessageDeflater deflater) {
        this.outbox = outbox;
        this.deflater = deflater;
    }

    /** Whether to compress from the next message on, if that was agreed on. */
    synchronized void compress(boolean on) {
        wanted = on;
    }

    /** See {@link org.sluice.core.port.PromptSink#shares}. */
    synchronized boolean shares() {
        return outbox.shares() && !(wanted && deflater != null);
    }

    /** Sends a frame as it is; its message is not compressed, whatever is wanted meanwhile. */
    synchronized void shared(SharedFrame frame) throws IOException {
        open = !frame.last();
        compressing = false;
        outbox.shared(frame);
    }

    /** See {@link org.sluice.core.port.PromptSink#draft}. */
    @Nullable
    Draft draft() {
        // What would be compressed must not be masked before.
        return deflater == null ? outbox.draft() : null;
    }

    /** Sends a part of a binary message that was built in a draft. */
    synchronized void drafted(Draft draft, boolean last) throws IOException {
        if (!(draft instanceof FrameDraft own)) {
            throw new IllegalArgumentException("a draft goes to the sink that lent it");
        }
        outbox.drafted(begun ? Opcode.CONTINUATION : Opcode.BINARY, last, own);
        open = !last;
        begun = !last;
    }

    /** Sends a part of at most {@link Outbox#MAX_PAYLOAD} bytes, which is consumed. */
    synchronized void part(Opcode kind, ByteBuffer part, boolean last) throws IOException {
        MessageDeflater by = deflater;
        if (!open) {
            compressing = wanted && by != null && by.isWorthwhile(part.remaining(), last);
        }
        open = !last;
        if (compressing && by != null) {
            compressed(by, kind, part, last);
        } else {
            outbox.frame(begun ? Opcode.CONTINUATION : kind, last, false, part);
            begun = !last;
        }
    }

    private void compressed(MessageDeflater by, Opcode kind, ByteBuffer part, boolean last) throws IOException {
        ByteBuffer to = compressed == null ? ByteBuffer.allocate(COMPRESSED) : compressed;
        compressed = last ? null : to;
        boolean taken;
        do {
            taken = by.deflate(part, last, to);
            boolean ends = taken && last;
            if (ends || !to.hasRemaining()) {
                outbox.frame(begun ? Opcode.CONTINUATION : kind, ends, !begun, to.flip());
                to.clear();
                begun = !ends;
            }
        } while (!taken);
    }

    /** Frees what the compression holds; nothing is sent any more. */
    synchronized void end() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
