package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;

/**
 * Rewrites the frames of a client for a reader that holds each of them whole and checks little: they leave unmasked, cut to a size that
 * may be held, and what breaks the protocol leaves as a short frame that any reader refuses with the close code that is due. Messages stay
 * as they are; a frame that is small enough leaves when it is complete, as one. No extension is supported. For one reader at a time.
 */
public final class Reframer {

    /** The longest payload whose length takes two bytes. */
    private static final int LARGEST = FrameHeader.MAX_16;

    /** A close frame may not be fragmented: 1002. */
    private static final byte[] BROKEN = {(byte) 0x08, 0};
    /** The reason of a close frame is UTF-8: 1007. */
    private static final byte[] NO_TEXT = {(byte) 0x88, 3, 0x03, (byte) 0xE8, (byte) 0xFF};

    private final FrameDecoder decoder = new FrameDecoder(Role.SERVER, false, new Found());

    private ByteBuffer out = ByteBuffer.allocate(0);
    /** The beginning of a payload whose rest is still to come. */
    private @Nullable ByteBuffer held;
    /** Whether the first frame of the message at hand has left. */
    private boolean begun;

    private boolean broken;

    /** Makes one for a new connection. */
    public Reframer() {}

    /**
     * Rewrites what was received.
     *
     * @param in from position to limit, what was received next, which is consumed and changed
     * @return the frames that are complete with it, to be read before the next call; may be empty
     */
    public ByteBuffer rewrite(ByteBuffer in) {
        out = ByteBuffer.allocate(in.remaining() + FrameHeader.MAX_BYTES);
        try {
            if (!broken) {
                boolean unused = decoder.decode(in);
            }
        } catch (FrameException e) {
            broken = true;
            held = null;
            put(ByteBuffer.wrap(e.closeCode() == CloseCode.INVALID_DATA ? NO_TEXT : BROKEN));
        }
        in.position(in.limit());
        return out.flip();
    }

    private void put(ByteBuffer bytes) {
        room(bytes.remaining()).put(bytes);
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int size = out.position() + more;
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), size + size / 2)).position(out.position());
        }
        return out;
    }

    private void frame(Opcode opcode, boolean fin, ByteBuffer payload) {
        FrameHeader.write(room(FrameHeader.MAX_BYTES), opcode, fin, false, payload.remaining());
        put(payload);
    }

    private void dataFrame(Opcode kind, boolean fin, ByteBuffer payload) {
        frame(begun ? Opcode.CONTINUATION : kind, fin, payload);
        begun = !fin;
    }

    private final class Found implements FrameHandler {

        @Override
        public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
            ByteBuffer before = held;
            if (before == null && decoder.isBetweenFrames() && part.remaining() <= LARGEST) {
                dataFrame(kind, last, part);
                return true;
            }
            ByteBuffer payload = before == null ? ByteBuffer.allocate(LARGEST) : before;
            while (part.remaining() > payload.remaining()) {
                int some = payload.remaining();
                payload.put(part.slice(part.position(), some));
                part.position(part.position() + some);
                dataFrame(kind, false, payload.flip());
                payload.clear();
            }
            payload.put(part);
            held = payload;
            if (decoder.isBetweenFrames()) {
                dataFrame(kind, last, payload.flip());
                held = null;
            }
            return true;
        }

        @Override
        public void ping(ByteBuffer payload) {
            frame(Opcode.PING, true, payload);
        }

        @Override
        public void pong(ByteBuffer payload) {
            frame(Opcode.PONG, true, payload);
        }

        @Override
        public void close(int code, String reason) {
            frame(Opcode.CLOSE, true, new ClosePayload(code, reason).bytes());
        }
    }
}
