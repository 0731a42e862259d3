package org.sluice.core.frame;

import java.nio.ByteBuffer;

/** Writes the header of a frame (RFC 6455, 5.2), always in its shortest form. Whether the frame is allowed now is left to the caller. */
public final class FrameHeader {

    /** The longest header: two bytes, a length of eight, a key of four. */
    public static final int MAX_BYTES = 14;

    /** The longest payload of a control frame (RFC 6455, 5.5). */
    public static final int MAX_CONTROL_PAYLOAD = 125;

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int RSV2_AND_3 = 0x30;
    static final int OPCODE = 0x0F;
    static final int MASKED = 0x80;
    static final int LENGTH = 0x7F;
    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;
    static final int MAX_16 = 0xFFFF;

    private FrameHeader() {}

    /**
     * How long a header will be.
     *
     * @param payload bytes, 0 or more
     * @param masked whether it has a key
     * @return 2 to 14 bytes
     */
    public static int length(long payload, boolean masked) {
        int extended = payload < LENGTH_16 ? 0 : payload <= MAX_16 ? Short.BYTES : Long.BYTES;
        return 2 + extended + (masked ? Integer.BYTES : 0);
    }

    /**
     * Writes the header of an unmasked frame, as a server sends it.
     *
     * @param to with room for it
     * @param opcode the kind
     * @param fin whether the message ends with this frame
     * @param compressed whether to set the bit of permessage-deflate
     * @param payload bytes, 0 or more
     */
    public static void write(ByteBuffer to, Opcode opcode, boolean fin, boolean compressed, long payload) {
        write(to, opcode, fin, compressed, payload, 0);
    }

    /**
     * Writes the header of a masked frame, as a client sends it.
     *
     * @param to with room for it
     * @param opcode the kind
     * @param fin whether the message ends with this frame
     * @param compressed whether to set the bit of permessage-deflate
     * @param payload bytes, 0 or more
     * @param key with which the payload is masked
     */
    public static void writeMasked(
            ByteBuffer to, Opcode opcode, boolean fin, boolean compressed, long payload, int key) {
        write(to, opcode, fin, compressed, payload, MASKED);
        to.putInt(key);
    }

    private static void write(ByteBuffer to, Opcode opcode, boolean fin, boolean compressed, long payload, int masked) {
        to.put((byte) ((fin ? FIN : 0) | (compressed ? RSV1 : 0) | opcode.code()));
        if (payload < LENGTH_16) {
            to.put((byte) (masked | (int) payload));
        } else if (payload <= MAX_16) {
            to.put((byte) (masked | LENGTH_16)).putShort((short) payload);
        } else {
            to.put((byte) (masked | LENGTH_64)).putLong(payload);
        }
    }
}
