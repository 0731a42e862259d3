package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in the bytes that one connection receives, cut anywhere, and keeps every rule of RFC 6455 about them; payloads are
 * unmasked and handed on as far as they are there, also from the middle of a frame of any size. Whether text is UTF-8 is left
 * to {@link Utf8Check}, since it may be compressed here; limits of messages are left to who collects them. For one reader at a time.
 *
 * <pre>
 *  FIRST ─► SECOND ─┬─► LENGTH ─┬─► KEY ─┬─► PAYLOAD ─► FIRST …      after a close frame: CLOSED
 *                   └───────────┴────────┘
 * </pre>
 */
public final class FrameDecoder {

    private enum State {
        FIRST,
        SECOND,
        LENGTH,
        KEY,
        PAYLOAD,
        CLOSED
    }

    /** What is unmasked elsewhere at once: it stays in the cache next to the processor until it is taken. */
    private static final int PIECE = 16 * 1024;

    private final Role role;
    private final boolean compression;
    private final FrameHandler handler;

    private State state = State.FIRST;

    // The frame at hand.
    private Opcode opcode = Opcode.CONTINUATION;
    private boolean fin;
    private long length;
    private int key;
    /** Bytes of the payload that were handed on. */
    private long done;
    /** Bytes of a length or key that are still to come. */
    private int missing;

    private boolean shortLength;

    /** The kind of the message that is open between fragments. */
    private @Nullable Opcode message;

    private boolean compressed;

    /** Where payloads are unmasked while a buffer outside the heap is decoded. */
    private byte @Nullable [] elsewhere;

    /** A control frame's payload, where it came in pieces. */
    private @Nullable ByteBuffer control;

    /**
     * Makes a decoder for a new connection.
     *
     * @param role of this end
     * @param compression whether permessage-deflate was agreed on, which allows its bit
     * @param handler takes what is found, on the thread that decodes
     */
    public FrameDecoder(Role role, boolean compression, FrameHandler handler) {
        this.role = role;
        this.compression = compression;
        this.handler = handler;
    }

    /**
     * Decodes.
     *
     * @param in from position to limit, what was received next; what is in an array is unmasked there. Bytes after a close frame are
     *     dropped.
     * @return true once all is consumed; false where the handler asked for a pause: call again with the same rest to go on
     * @throws FrameException if the peer breaks the protocol; the decoder is of no further use then
     */
    public boolean decode(ByteBuffer in) throws FrameException {
        while (in.hasRemaining()) {
            switch (state) {
                case FIRST -> first(in.get());
                case SECOND -> second(in.get());
                case LENGTH -> length(in.get());
                case KEY -> key(in.get());
                case PAYLOAD -> {}
                case CLOSED -> in.position(in.limit());
            }
            if (state == State.PAYLOAD && !payload(in)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Decodes what is outside the heap, where unmasking in place would be slow.
     *
     * @param in from position to limit, what was received next; not changed. Bytes after a close frame are dropped.
     * @param unmasked where payloads are unmasked, in pieces of at most its length; free again after the return
     * @return as {@link #decode(ByteBuffer)}
     * @throws FrameException as there
     */
    public boolean decode(ByteBuffer in, byte[] unmasked) throws FrameException {
        elsewhere = unmasked;
        try {
            return decode(in);
        } finally {
            elsewhere = null;
        }
    }

    /**
     * Whether the bytes so far end between two frames, so that an end of the input here cuts none.
     *
     * @return true also in the middle of a fragmented message
     */
    public boolean isBetweenFrames() {
        return state == State.FIRST || state == State.CLOSED;
    }

    /**
     * What comes next of the payload of a frame, where that is binary and handed on as it is: a buffer with nothing else in it goes to the
     * handler in one part, and may be where the receiver wants it.
     *
     * @return bytes, 0 where anything else comes next, or what is masked or compressed
     */
    public long plainBytesAhead() {
        boolean plain = role.masks() && message == Opcode.BINARY && !compressed && !opcode.isControl();
        return plain && state == State.PAYLOAD ? length - done : 0;
    }

    private void first(byte octet) throws FrameException {
        fin = (octet & FrameHeader.FIN) != 0;
        Opcode found = Opcode.of(octet & FrameHeader.OPCODE);
        if (found == null) {
            throw FrameException.protocol(
                    "a frame has the reserved opcode " + (octet & FrameHeader.OPCODE) + " (RFC 6455, 5.2)");
        }
        opcode = found;
        boolean bit = (octet & FrameHeader.RSV1) != 0;
        boolean starts = opcode == Opcode.TEXT || opcode == Opcode.BINARY;
        if ((octet & FrameHeader.RSV2_AND_3) != 0 || (bit && !(compression && starts))) {
            throw FrameException.protocol("a frame has a reserved bit that no extension explains (RFC 6455, 5.2)");
        }
        if (opcode.isControl()) {
            if (!fin) {
                throw FrameException.protocol("a control frame is fragmented (RFC 6455, 5.5)");
            }
        } else if (starts) {
            if (message != null) {
                throw FrameException.protocol("a message begins inside another (RFC 6455, 5.4)");
            }
            message = opcode;
            compressed = bit;
        } else if (message == null) {
            throw FrameException.protocol("a continuation frame has nothing to continue (RFC 6455, 5.4)");
        }
        state = State.SECOND;
    }

    private void second(byte octet) throws FrameException {
        boolean masked = (octet & FrameHeader.MASKED) != 0;
        if (masked == role.masks()) {
            throw FrameException.protocol(
                    masked
                            ? "a server masks its frame (RFC 6455, 5.1)"
                            : "a client's frame is not masked (RFC 6455, 5.1)");
        }
        length = octet & FrameHeader.LENGTH;
        if (opcode.isControl() && length > FrameHeader.MAX_CONTROL_PAYLOAD) {
            throw FrameException.protocol("a control frame has more than 125 bytes (RFC 6455, 5.5)");
        }
        if (length < FrameHeader.LENGTH_16) {
            lengthIsKnown();
        } else {
            shortLength = length == FrameHeader.LENGTH_16;
            missing = shortLength ? Short.BYTES : Long.BYTES;
            length = 0;
            state = State.LENGTH;
        }
    }

    private void length(byte octet) throws FrameException {
        length = (length << Byte.SIZE) | (octet & 0xFF);
        missing--;
        if (!shortLength && missing == Long.BYTES - 1 && octet < 0) {
            throw FrameException.protocol("a length has its highest bit set (RFC 6455, 5.2)");
        }
        if (missing == 0) {
            if (length < FrameHeader.LENGTH_16 || (!shortLength && length <= FrameHeader.MAX_16)) {
                throw FrameException.protocol("a length is not in its shortest form (RFC 6455, 5.2)");
            }
            lengthIsKnown();
        }
    }

    private void lengthIsKnown() {
        done = 0;
        if (role.masks()) {
            state = State.PAYLOAD;
        } else {
            missing = Integer.BYTES;
            state = State.KEY;
        }
    }

    private void key(byte octet) {
        key = (key << Byte.SIZE) | (octet & 0xFF);
        missing--;
        if (missing == 0) {
            state = State.PAYLOAD;
        }
    }

    /** Hands on what is there of the payload; comes at least once for each frame, also for an empty one. */
    private boolean payload(ByteBuffer in) throws FrameException {
        int here = (int) Math.min(in.remaining(), length - done);
        if (elsewhere != null && !role.masks()) {
            here = Math.min(here, Math.min(PIECE, elsewhere.length));
        }
        if (here == 0 && done < length) {
            return true;
        }
        int end = in.limit();
        int after = in.position() + here;
        in.limit(after);
        boolean goOn = true;
        if (opcode.isControl()) {
            control(in);
        } else {
            goOn = data(in);
        }
        in.limit(end).position(after);
        return goOn;
    }

    private boolean data(ByteBuffer received) throws FrameException {
        ByteBuffer part = received;
        if (!role.masks() && elsewhere != null) {
            part = ByteBuffer.wrap(elsewhere);
            Masking.copy(received, part, key, done);
            part.flip();
        } else if (!role.masks()) {
            Masking.apply(part, key, done);
        }
        done += part.remaining();
        Opcode kind = Objects.requireNonNull(message, "a data frame belongs to a message");
        boolean last = false;
        if (done == length) {
            state = State.FIRST;
            last = fin;
            if (last) {
                message = null;
            }
        }
        if (!part.hasRemaining() && !last) {
            // An empty fragment in the middle says nothing.
            return true;
        }
        return handler.data(kind, compressed, part, last);
    }

    private void control(ByteBuffer part) throws FrameException {
        done += part.remaining();
        ByteBuffer payload = part;
        if (control != null || done < length) {
            if (control == null) {
                control = ByteBuffer.allocate((int) length);
            }
            control.put(part);
            if (done < length) {
                return;
            }
            payload = control.flip();
            control = null;
        }
        if (!role.masks()) {
            Masking.apply(payload, key, 0);
        }
        state = State.FIRST;
        switch (opcode) {
            case PING -> handler.ping(payload);
            case PONG -> handler.pong(payload);
            default -> {
                state = State.CLOSED;
                ClosePayload close = ClosePayload.read(payload);
                handler.close(close.code(), close.reason());
            }
        }
    }
}
