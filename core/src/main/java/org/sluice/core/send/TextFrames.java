package org.sluice.core.send;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Turns the frames of one text message, cut anywhere, into text of whole characters: the beginning of a character waits for the frame with
 * its rest. What is refused changes nothing, so that the message may go on without it.
 */
final class TextFrames {

    private byte[] held = {};
    private byte[] heldNext = {};

    /**
     * The characters that are whole with this frame, without what the next one begins with; {@link #taken()} follows once they are sent.
     *
     * @param frame not changed
     * @param last whether the message ends with it
     * @throws CharacterCodingException if it is not UTF-8 together with what came before
     */
    String text(ByteBuffer frame, boolean last) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.allocate(held.length + frame.remaining())
                .put(held)
                .put(frame.duplicate())
                .flip();
        // Reports what is malformed, unlike the decoders of String.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, text, last);
        if (result.isError()) {
            result.throwException();
        }
        heldNext = new byte[bytes.remaining()];
        bytes.get(heldNext);
        return text.flip().toString();
    }

    /** The newest text is on its way. */
    void taken() {
        held = heldNext;
    }
}
