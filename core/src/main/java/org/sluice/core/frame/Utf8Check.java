package org.sluice.core.frame;

import java.nio.ByteBuffer;
import org.sluice.api.CloseCode;

/**
 * Checks a text message as its bytes come, cut anywhere, and refuses it at the first byte that cannot be UTF-8 any more (RFC 6455, 8.1;
 * Unicode 15, table 3-7). Turns nothing into characters.
 */
public final class Utf8Check {

    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    /** How many bytes of the open character are still to come. */
    private int missing;
    /** Between which bounds the next of them must be. */
    private int low;

    private int high;

    /**
     * Checks a part.
     *
     * @param part from position to limit; both stay
     * @param last whether the message ends with it, so that no character may be left open
     * @throws FrameException with 1007 if it is not UTF-8
     */
    public void part(ByteBuffer part, boolean last) throws FrameException {
        int at = part.position();
        int end = part.limit();
        while (at < end) {
            if (missing == 0) {
                at = skipAscii(part, at, end);
                if (at == end) {
                    break;
                }
                begin(part.get(at++) & 0xFF);
            } else {
                next(part.get(at++) & 0xFF);
            }
        }
        if (last && missing > 0) {
            throw invalid();
        }
    }

    private static int skipAscii(ByteBuffer part, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES && (part.getLong(at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < end && part.get(at) >= 0) {
            at++;
        }
        return at;
    }

    /** The first byte says how many follow; some narrow what the second may be: no overlong form, no surrogate, nothing over U+10FFFF. */
    private void begin(int first) throws FrameException {
        low = 0x80;
        high = 0xBF;
        if (first >= 0xC2 && first <= 0xDF) {
            missing = 1;
        } else if (first >= 0xE0 && first <= 0xEF) {
            missing = 2;
            if (first == 0xE0) {
                low = 0xA0;
            } else if (first == 0xED) {
                high = 0x9F;
            }
        } else if (first >= 0xF0 && first <= 0xF4) {
            missing = 3;
            if (first == 0xF0) {
                low = 0x90;
            } else if (first == 0xF4) {
                high = 0x8F;
            }
        } else {
            throw invalid();
        }
    }

    private void next(int octet) throws FrameException {
        if (octet < low || octet > high) {
            throw invalid();
        }
        missing--;
        low = 0x80;
        high = 0xBF;
    }

    private static FrameException invalid() {
        return new FrameException(CloseCode.INVALID_DATA, "a text message is not UTF-8 (RFC 6455, 8.1)");
    }
}
