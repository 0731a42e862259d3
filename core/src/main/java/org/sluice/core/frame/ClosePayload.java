package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.sluice.api.CloseCode;

/**
 * The content of a close frame (RFC 6455, 5.5.1).
 *
 * @param code a valid one, or 1005 for an empty frame
 * @param reason at most 123 bytes of UTF-8; empty where there is none
 */
public record ClosePayload(int code, String reason) {

    /**
     * Reads a payload.
     *
     * @param payload from position to limit, which is consumed
     * @return what it says
     * @throws FrameException with 1002 or 1007 if it may not be so
     */
    public static ClosePayload read(ByteBuffer payload) throws FrameException {
        if (!payload.hasRemaining()) {
            return new ClosePayload(CloseCode.NO_STATUS, "");
        }
        if (payload.remaining() < Short.BYTES) {
            throw FrameException.protocol("a close frame has one byte where a code needs two (RFC 6455, 5.5.1)");
        }
        int code = Short.toUnsignedInt(payload.getShort());
        // What may be sent may be received.
        if (!CloseCode.maySend(code)) {
            throw FrameException.protocol("a close frame has the code " + code + ", which is reserved (RFC 6455, 7.4)");
        }
        try {
            return new ClosePayload(
                    code, StandardCharsets.UTF_8.newDecoder().decode(payload).toString());
        } catch (CharacterCodingException e) {
            throw new FrameException(
                    CloseCode.INVALID_DATA, "the reason of a close frame is not UTF-8 (RFC 6455, 5.5.1)");
        }
    }

    /**
     * The bytes of the payload.
     *
     * @return at most 125 bytes
     * @throws IllegalArgumentException if the code may not be sent or the reason is too long
     */
    public ByteBuffer bytes() {
        if (code == CloseCode.NO_STATUS) {
            return ByteBuffer.allocate(0);
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        if (!CloseCode.maySend(code) || text.length > FrameHeader.MAX_CONTROL_PAYLOAD - Short.BYTES) {
            throw new IllegalArgumentException(
                    "a close frame takes neither a reserved code nor more than 123 bytes of reason: " + code + " with "
                            + text.length + " bytes");
        }
        return ByteBuffer.allocate(Short.BYTES + text.length)
                .putShort((short) code)
                .put(text)
                .flip();
    }
}
