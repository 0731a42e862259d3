package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;

/**
 * One read of a thread that pulls: into a segment, out of which it is decoded, or, where much of a payload comes next and needs no unmasking,
 * straight to where that thread wants it. When to read, and what a pause leaves, is left to the {@link Intake}.
 */
final class PulledRead {

    /** Takes what was read. */
    interface Taker {

        /** Something was read, before it is decoded. */
        void count(int bytes);

        /**
         * Decodes.
         *
         * @param unmasked where payloads are unmasked, or null where they are
         * @return false where it pauses, with what is left kept
         */
        boolean decode(ByteBuffer in, byte @Nullable [] unmasked) throws FrameException;

        /** Keeps what was read behind something that was decoded and brought a pause. */
        void keep(ByteBuffer behind);
    }

    /**
     * Read at once. With the headers in it not more than fits into an array of 64 KiB, so that nothing is left over for the pipe, and a
     * little more than four full records of TLS, since an engine wants room for one byte beyond what it decrypts.
     */
    private static final int AT_ONCE = 64 * 1024 + 8;

    /** Below this a copy is no dearer. */
    private static final int WORTHWHILE = 16 * 1024;

    /** The largest header of a frame without a mask (RFC 6455, 5.2): the next one, read together with the payload before it. */
    private static final int HEADER = 10;

    private final Line line;
    private final FrameDecoder decoder;
    private final Taker taker;

    PulledRead(Line line, FrameDecoder decoder, Taker taker) {
        this.line = line;
        this.decoder = decoder;
        this.taker = taker;
    }

    /** Reads once and decodes; returns the bytes, 0 where there are none now, -1 where the peer sends no more. */
    int read(@Nullable ByteBuffer place) throws IOException {
        if (place == null || line.prefersArrays()) {
            return throughSegment();
        }
        int straight = (int) Math.min(decoder.plainBytesAhead(), Math.min(place.remaining(), Outbox.MAX_PAYLOAD));
        return straight < WORTHWHILE ? throughSegment() : straight(place, straight);
    }

    private int throughSegment() throws IOException {
        SegmentPool pool = SegmentPool.of(line);
        ByteBuffer segment = pool.take();
        try {
            int count = line.read(segment.limit(AT_ONCE));
            if (count > 0) {
                taker.count(count);
                decode(segment.flip());
            }
            return count;
        } finally {
            pool.giveBack(segment);
        }
    }

    private void decode(ByteBuffer in) throws FrameException {
        if (in.hasArray()) {
            boolean unused = taker.decode(in, null);
            return;
        }
        byte[] unmasked = ByteArrays.take();
        try {
            boolean unused = taker.decode(in, unmasked);
        } finally {
            ByteArrays.giveBack(unmasked);
        }
    }

    /** So many bytes of the payload, and behind them the next header: with it the next read begins where a payload does. */
    private int straight(ByteBuffer place, int length) throws IOException {
        SegmentPool pool = SegmentPool.of(line);
        ByteBuffer segment = pool.take();
        int start = place.position();
        int end = place.limit();
        try {
            place.limit(start + length);
            int count = read(place, segment.limit(behind(length, end - start)));
            if (count <= 0) {
                place.limit(end);
                return count;
            }
            taker.count(count);
            boolean goesOn = taker.decode(place.flip().position(start), null);
            segment.flip();
            if (goesOn) {
                boolean unused = taker.decode(segment, null);
            } else if (segment.hasRemaining()) {
                taker.keep(segment);
            }
            return count;
        } finally {
            pool.giveBack(segment);
        }
    }

    private int read(ByteBuffer place, ByteBuffer behind) throws IOException {
        return behind.hasRemaining() ? line.read(place, behind) : line.read(place);
    }

    /** Nothing where the frame goes on, or where some payload behind the header might find no room. */
    private int behind(int length, int room) {
        return length < decoder.plainBytesAhead() ? 0 : Math.min(HEADER, room - length);
    }
}
