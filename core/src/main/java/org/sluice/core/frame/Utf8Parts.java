package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the bytes of text messages, cut anywhere, into parts of whole characters; {@link Utf8Check} says what is refused. */
public final class Utf8Parts {

    private static final int CONTINUATION_BITS = 0xC0;
    private static final int CONTINUATION = 0x80;
    private static final byte[] NOTHING = {};

    private final Utf8Check check = new Utf8Check();
    /** The beginning of a character whose rest is still to come. */
    private byte[] open = NOTHING;

    /**
     * Turns a part.
     *
     * @param part from position to limit, which is consumed
     * @param last whether the message ends with it
     * @return its characters, without one that is not complete; may be empty
     * @throws FrameException with 1007 if it is not UTF-8
     */
    public String part(ByteBuffer part, boolean last) throws FrameException {
        check.part(part, last);
        int before = open.length;
        byte[] bytes = new byte[before + part.remaining()];
        System.arraycopy(open, 0, bytes, 0, before);
        part.get(bytes, before, bytes.length - before);
        int whole = last ? bytes.length : wholeCharacters(bytes);
        open = whole == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, whole, bytes.length);
        return new String(bytes, 0, whole, StandardCharsets.UTF_8);
    }

    /** How many of the bytes, which are good so far, belong to characters that are complete. */
    private static int wholeCharacters(byte[] bytes) {
        int first = bytes.length - 1;
        while (first >= 0 && (bytes[first] & CONTINUATION_BITS) == CONTINUATION) {
            first--;
        }
        return first >= 0 && first + lengthOf(bytes[first]) > bytes.length ? first : bytes.length;
    }

    private static int lengthOf(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << (Integer.SIZE - Byte.SIZE)));
        return Math.max(1, ones);
    }
}
