package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.FrameHeader;
import org.sluice.core.port.Draft;

/**
 * A part of a message in a segment, masked as it comes, with room in front for the header of its frame. Where it goes, and when it is given up,
 * is left to its {@link Outbox}.
 *
 * <p>Lock: itself, held while bytes are copied; inside it nothing else is called. It may be taken inside an outbox's lock.
 */
final class FrameDraft implements Draft {

    /** Where the payload begins. */
    private static final int START = FrameHeader.MAX_BYTES;

    private final Outbox outbox;
    private final FrameEncoder encoder;
    private final int key;
    /** Null from its end on. */
    private @Nullable ByteBuffer segment;

    /** In an empty segment of its own, for a frame with the key. */
    FrameDraft(Outbox outbox, FrameEncoder encoder, int key, ByteBuffer segment) {
        this.outbox = outbox;
        this.encoder = encoder;
        this.key = key;
        this.segment = segment.position(START);
    }

    @Override
    public synchronized void put(byte[] from, int offset, int length) {
        if (segment != null) {
            encoder.payload(ByteBuffer.wrap(from, offset, length), segment, key, segment.position() - START);
        }
    }

    @Override
    public synchronized void put(ByteBuffer from) {
        if (segment != null) {
            encoder.payload(from, segment, key, segment.position() - START);
        }
    }

    @Override
    public void drop() {
        outbox.drop(this);
    }

    int key() {
        return key;
    }

    /** Ends it: the segment, with the payload from its position to its limit and room for the header before that; null where it had ended. */
    synchronized @Nullable ByteBuffer end() {
        ByteBuffer ended = segment;
        segment = null;
        return ended == null ? null : ended.flip().position(START);
    }
}
