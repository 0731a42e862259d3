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
 * time; the end may come from any thread, which is what the lock is for where there is a compressor.
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
    boolean shares() {
        return outbox.shares() && (deflater == null || !compresses());
    }

    private synchronized boolean compresses() {
        return wanted;
    }

    /** Sends a frame as it is; its message is not compressed, whatever is wanted meanwhile. */
    void shared(SharedFrame frame) throws IOException {
        if (deflater != null) {
            uncompressed(frame.last());
        }
        outbox.shared(frame);
    }

    /** As {@link #shared}, and flushes where nothing waits; whether all is out then. */
    boolean sharedAtOnce(SharedFrame frame) throws IOException {
        if (deflater != null) {
            uncompressed(frame.last());
        }
        return outbox.sharedAtOnce(frame);
    }

    private synchronized void uncompressed(boolean last) {
        open = !last;
        compressing = false;
    }

    /** See {@link org.sluice.core.port.PromptSink#draft}. */
    @Nullable
    Draft draft() {
        // What would be compressed must not be masked before.
        return deflater == null ? outbox.draft() : null;
    }

    /** Sends a part of a binary message that was built in a draft, which is lent only where nothing is ever compressed. */
    void drafted(Draft draft, boolean last) throws IOException {
        if (!(draft instanceof FrameDraft own)) {
            throw new IllegalArgumentException("a draft goes to the sink that lent it");
        }
        outbox.drafted(begun ? Opcode.CONTINUATION : Opcode.BINARY, last, own);
        begun = !last;
    }

    /** Sends a part of at most {@link Outbox#MAX_PAYLOAD} bytes, which is consumed. */
    void part(Opcode kind, ByteBuffer part, boolean last) throws IOException {
        MessageDeflater by = deflater;
        if (by == null) {
            plain(kind, part, last);
        } else {
            part(by, kind, part, last);
        }
    }

    private synchronized void part(MessageDeflater by, Opcode kind, ByteBuffer part, boolean last) throws IOException {
        if (!open) {
            compressing = wanted && by.isWorthwhile(part.remaining(), last);
        }
        open = !last;
        if (compressing) {
            compressed(by, kind, part, last);
        } else {
            plain(kind, part, last);
        }
    }

    private void plain(Opcode kind, ByteBuffer part, boolean last) throws IOException {
        outbox.frame(begun ? Opcode.CONTINUATION : kind, last, false, part);
        begun = !last;
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
