package org.sluice.core.frame;

import java.nio.ByteBuffer;

/**
 * Writes whole frames, masked where this end is a client. Their order, and when they may be sent, is left to the caller. For one writer
 * at a time.
 */
public final class FrameEncoder {

    private final Role role;
    private final MaskingKeys keys;

    /**
     * Makes an encoder for one connection.
     *
     * @param role of this end
     * @param keys with which a client masks
     */
    public FrameEncoder(Role role, MaskingKeys keys) {
        this.role = role;
        this.keys = keys;
    }

    /**
     * Whether the frames of this end are masked, each with a key of its own.
     *
     * @return true for a client
     */
    public boolean masks() {
        return role.masks();
    }

    /**
     * How long a frame will be.
     *
     * @param payload bytes, 0 or more
     * @return header and payload, in bytes
     */
    public long length(int payload) {
        return FrameHeader.length(payload, role.masks()) + (long) payload;
    }

    /**
     * How much payload a frame can carry that fits into a place.
     *
     * @param room bytes
     * @return bytes; negative where not even an empty frame fits
     */
    public int payloadFor(int room) {
        int payload = room - FrameHeader.length(Math.max(0, room), role.masks());
        // At the steps of the header's length a shorter header may leave room for more.
        while (payload >= -1 && length(payload + 1) <= room) {
            payload++;
        }
        return payload;
    }

    /**
     * The key of a frame whose payload is masked as it comes, before its length is known.
     *
     * @return a new one; without meaning where this end does not mask
     */
    public int nextKey() {
        return role.masks() ? keys.next() : 0;
    }

    /**
     * Copies a piece of such a payload. May be called beside the one writer.
     *
     * @param from from position to limit, which is consumed and otherwise left as it was
     * @param to with room for it
     * @param key of the frame
     * @param offset how many bytes of the payload came before
     */
    public void payload(ByteBuffer from, ByteBuffer to, int key, long offset) {
        if (role.masks()) {
            Masking.copy(from, to, key, offset);
        } else {
            to.put(from);
        }
    }

    /**
     * Writes the header of such a frame, which is not compressed.
     *
     * @param opcode the kind
     * @param fin whether the message ends with it
     * @param payload bytes, 0 or more
     * @param key of the frame
     * @param to with room for it
     */
    public void header(Opcode opcode, boolean fin, int payload, int key, ByteBuffer to) {
        if (role.masks()) {
            FrameHeader.writeMasked(to, opcode, fin, false, payload, key);
        } else {
            FrameHeader.write(to, opcode, fin, false, payload);
        }
    }

    /**
     * How long such a header will be.
     *
     * @param payload bytes, 0 or more
     * @return 2 to 14 bytes
     */
    public int headerLength(int payload) {
        return FrameHeader.length(payload, role.masks());
    }

    /**
     * Writes a frame.
     *
     * @param opcode the kind
     * @param fin whether the message ends with it
     * @param compressed whether to set the bit of permessage-deflate
     * @param payload from position to limit, which is consumed and otherwise left as it was
     * @param to with room for {@link #length(int)} bytes
     */
    public void encode(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload, ByteBuffer to) {
        if (role.masks()) {
            int key = keys.next();
            FrameHeader.writeMasked(to, opcode, fin, compressed, payload.remaining(), key);
            Masking.copy(payload, to, key, 0);
        } else {
            FrameHeader.write(to, opcode, fin, compressed, payload.remaining());
            to.put(payload);
        }
    }
}
