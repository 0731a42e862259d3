package org.sluice.api.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How strings become bytes and the reverse. None of them writes a byte order mark or takes one away, and none replaces
 * what it cannot convert: malformed text is an error, as for the text messages of RFC 6455 section 8.1.
 */
public enum TextEncoding {

    /** UTF-8; its code unit is one byte. */
    UTF_8(StandardCharsets.UTF_8, 1),

    /** UTF-16, the low byte first; its code unit is two bytes. */
    UTF_16LE(StandardCharsets.UTF_16LE, 2),

    /** UTF-16, the high byte first; its code unit is two bytes. */
    UTF_16BE(StandardCharsets.UTF_16BE, 2);

    private final Charset charset;
    private final int codeUnitBytes;

    TextEncoding(Charset charset, int codeUnitBytes) {
        this.charset = charset;
        this.codeUnitBytes = codeUnitBytes;
    }

    /**
     * The same encoding in the JDK.
     *
     * @return a charset of {@link StandardCharsets}
     */
    public Charset charset() {
        return charset;
    }

    /**
     * The size of a code unit, in which {@link DataReader#readString(int)} counts.
     *
     * @return 1 or 2 bytes
     */
    public int codeUnitBytes() {
        return codeUnitBytes;
    }

    ByteBuffer encode(String text) throws CharacterCodingException {
        return charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text));
    }

    String decode(ByteBuffer bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes)
                .toString();
    }
}
