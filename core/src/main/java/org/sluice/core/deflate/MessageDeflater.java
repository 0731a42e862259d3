package org.sluice.core.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages that one end sends, one after the other, parts in and parts out (RFC 7692, 7.2.1). Frames, and the bit that
 * marks a compressed message, are left to the caller. For one writer at a time.
 *
 * <p>The library below cannot set the window, so a smaller one is kept by forgetting: after as many bytes as the window has, what was
 * compressed is flushed to a whole byte and the compressor starts anew. No distance can then reach further back than the window.
 *
 * <p>Native memory, about 270 KiB, is held from the first byte of a message to its end, and with context takeover on from there to
 * {@link #end()}.
 *
 * <pre>
 *  BODY ─► FLUSH ─► REST ─► BODY …      after end(): ENDED
 * </pre>
 */
public final class MessageDeflater {

    private enum State {
        /** Takes the message. */
        BODY,
        /** Has all of the message, and does not give out what may be the tail. */
        FLUSH,
        /** Gives out what is left of the message. */
        REST,
        ENDED
    }

    /** What every sync flush ends with, 00 00 FF FF, and a message goes without. */
    private static final int TAIL_BYTES = 4;

    /** Also far above the six bytes below which zlib repeats the end of a flush. */
    private static final int OUT_BYTES = 4096;

    private static final byte[] NOTHING = {};

    private final int window;
    private final boolean takeover;
    private final DeflateOptions options;

    private State state = State.BODY;
    private @Nullable Deflater deflater;
    /** What the compressor can refer to: the bytes since it was new. Only counted up to the window. */
    private int known;
    /** Whether the message has a byte so far. */
    private boolean begun;

    /** Compressed bytes that are not given out: between the two places. */
    private byte[] out = NOTHING;

    private int outFrom;
    private int outTo;

    /**
     * Makes a compressor for one direction of one connection.
     *
     * @param windowBits the agreed window, 8 to 15
     * @param takeover whether a message may refer to earlier ones
     * @param options this end's own
     */
    MessageDeflater(int windowBits, boolean takeover, DeflateOptions options) {
        // The largest is the library's own.
        this.window = windowBits == DeflateParameters.MOST_BITS ? Integer.MAX_VALUE : 1 << windowBits;
        this.takeover = takeover;
        this.options = options;
    }

    /**
     * Whether a message should be compressed; asked before its first frame, which has the mark. One that is not compressed does not
     * pass through here, and the next one does not refer to it.
     *
     * @param bytes of the message that are known, 0 or more
     * @param last whether that is all of it; a longer one is always compressed
     * @return false for a message that is too small to be worth it
     */
    public boolean isWorthwhile(int bytes, boolean last) {
        return !last || bytes >= options.smallest();
    }

    /**
     * Compresses. What was taken need not come out before the message ends, so a part may give nothing. Frames are best made of full
     * buffers, or the last one of a message: some receivers, Netty 4.2 among them, fail where a frame alone does not say anything yet.
     *
     * @param in from position to limit, the next part of the message, of which what was taken is consumed
     * @param last whether the message ends with it
     * @param to takes compressed bytes up to its limit; with room for at least one
     * @return true once all of the part is taken and, after the last one, all of the message is given out; false where there was no more
     *     room: call again with the same rest and more room to go on
     * @throws IllegalStateException after the end
     */
    public boolean deflate(ByteBuffer in, boolean last, ByteBuffer to) {
        if (state == State.ENDED) {
            throw new IllegalStateException("the compressor of the connection has ended");
        }
        while (true) {
            if (!giveOut(to)) {
                return false;
            }
            if (state == State.REST) {
                finishMessage();
                return true;
            }
            if (in.hasRemaining()) {
                take(in);
            } else if (last) {
                endMessage();
            } else {
                return true;
            }
        }
    }

    /** Frees what is held; a message that is open is lost. Nothing else may run meanwhile. */
    public void end() {
        state = State.ENDED;
        dropOut();
        release();
    }

    private void take(ByteBuffer in) {
        Deflater live = live();
        if (known >= window) {
            if (flush(live)) {
                live.reset();
                known = 0;
            }
            return;
        }
        begun = true;
        int limit = in.limit();
        int from = in.position();
        in.limit(from + Math.min(in.remaining(), window - known));
        live.setInput(in);
        outTo += live.deflate(out, outTo, out.length - outTo, Deflater.NO_FLUSH);
        // The library must not keep a buffer that the caller reuses.
        live.setInput(NOTHING);
        in.limit(limit);
        if (window < Integer.MAX_VALUE) {
            known += in.position() - from;
        }
    }

    private void endMessage() {
        if (!begun) {
            // A flush of nothing would not say anything the second time; the header of an empty block does (7.2.3.6).
            out = new byte[1];
            outTo = 1;
            state = State.REST;
            return;
        }
        state = State.FLUSH;
        if (flush(live())) {
            outTo -= TAIL_BYTES;
            state = State.REST;
        }
    }

    private boolean flush(Deflater live) {
        int room = out.length - outTo;
        int written = live.deflate(out, outTo, room, Deflater.SYNC_FLUSH);
        outTo += written;
        return written < room;
    }

    /** Moves out what may go; false where something that may go has no room. */
    private boolean giveOut(ByteBuffer to) {
        int held = state == State.FLUSH ? TAIL_BYTES : 0;
        int free = Math.max(0, outTo - outFrom - held);
        int count = Math.min(free, to.remaining());
        to.put(out, outFrom, count);
        outFrom += count;
        if (count < free) {
            return false;
        }
        System.arraycopy(out, outFrom, out, 0, outTo - outFrom);
        outTo -= outFrom;
        outFrom = 0;
        return true;
    }

    private Deflater live() {
        if (out.length == 0) {
            out = new byte[OUT_BYTES];
        }
        if (deflater == null) {
            deflater = new Deflater(options.level(), true);
            known = 0;
        }
        return deflater;
    }

    private void finishMessage() {
        state = State.BODY;
        begun = false;
        dropOut();
        if (!takeover) {
            release();
        }
    }

    /** An idle connection needs no room for output. */
    private void dropOut() {
        out = NOTHING;
        outFrom = 0;
        outTo = 0;
    }

    private void release() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
