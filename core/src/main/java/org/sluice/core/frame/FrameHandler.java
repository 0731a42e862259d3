package org.sluice.core.frame;

import java.nio.ByteBuffer;

/**
 * Takes what a {@link FrameDecoder} has found, in the order of the wire. A buffer is valid only during the call, is unmasked, and
 * need not be consumed.
 */
public interface FrameHandler {

    /**
     * Takes a part of a message: the payload of a frame as far as it is there. An empty part comes only where it ends a message.
     *
     * @param kind the message's: {@link Opcode#TEXT} or {@link Opcode#BINARY}
     * @param compressed whether the message's first frame had the bit of permessage-deflate (RFC 7692, 6)
     * @param part from position to limit
     * @param last whether the message ends with it
     * @return false to pause the decoder after this part
     * @throws FrameException if the content breaks a rule that is checked above the frames
     */
    boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) throws FrameException;

    /**
     * Takes a ping.
     *
     * @param payload at most 125 bytes
     */
    void ping(ByteBuffer payload);

    /**
     * Takes a pong.
     *
     * @param payload at most 125 bytes
     */
    void pong(ByteBuffer payload);

    /**
     * Takes the peer's close frame; nothing comes after it.
     *
     * @param code a valid one, or 1005 where the frame was empty
     * @param reason what it says, or empty
     */
    void close(int code, String reason);
}
