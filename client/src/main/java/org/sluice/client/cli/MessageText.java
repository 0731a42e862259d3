package org.sluice.client.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Shows bytes to people. */
final class MessageText {

    private static final int HEAD = 32;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private MessageText() {}

    /** The text that the bytes are in UTF-8, otherwise their number and the first of them. */
    static String of(byte[] content) {
        try {
            return decode(content);
        } catch (CharacterCodingException e) {
            return binary(ByteBuffer.wrap(content));
        }
    }

    static String decode(byte[] content) throws CharacterCodingException {
        // A new decoder reports what is malformed, where a new String would replace it.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    /** Such as {@code binary, 3 bytes: 01 02 03}. */
    static String binary(ByteBuffer content) {
        return binary(content, content.remaining());
    }

    /** The same for content of which only the beginning is known. */
    static String binary(ByteBuffer content, long size) {
        byte[] head = new byte[Math.min(HEAD, content.remaining())];
        content.duplicate().get(head);
        String more = size > HEAD ? " ..." : "";
        String colon = head.length == 0 ? "" : ": ";
        return "binary, " + size + " bytes" + colon + HEX.formatHex(head) + more;
    }
}
