package org.sluice.core.credit;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How much the receiver lets its peer send, in all since the connection opened, and its two forms on the wire: the payload of an
 * unsolicited pong (RFC 6455, 5.5.3), and a text message for peers that cannot touch pongs. When to send one is left to {@link Granting}.
 *
 * @param total bytes, 0 to 2^63-1
 * @param following whether the one that grants has seen a grant of its peer, and so keeps to what is granted to itself
 */
public record Grant(long total, boolean following) {

    /** What a payload has: marker, version, flags, three bytes that are 0 and passed over, the total. */
    public static final int BYTES = 16;

    /** The sub-protocol in which grants are text messages. */
    public static final String SUB_PROTOCOL = "sluice.credit.v1";

    /** {@code SLC} and the version 1. */
    private static final int MARKER = 0x534C4301;

    private static final int BYTE_BITS = 8;
    private static final int FOLLOWING = 1;
    private static final int TOTAL_AT = 8;

    private static final String TEXT = "credit=";
    private static final int MOST_DIGITS = 19;

    /** The most characters of a grant as text. */
    public static final int MAX_TEXT = TEXT.length() + MOST_DIGITS;

    /**
     * Makes a grant.
     *
     * @param total bytes that may be sent since the opening, 0 or more
     * @param following whether the end that grants has seen a grant of the other, and heeds it
     * @throws IllegalArgumentException if the total is negative
     */
    public Grant {
        if (total < 0) {
            throw new IllegalArgumentException("total must be 0 or more, but is " + total);
        }
    }

    /**
     * The payload of the pong.
     *
     * @return 16 bytes
     */
    public ByteBuffer payload() {
        return ByteBuffer.allocate(BYTES)
                .putInt(MARKER)
                .put((byte) (following ? FOLLOWING : 0))
                .put(new byte[TOTAL_AT - Integer.BYTES - 1])
                .putLong(total)
                .flip();
    }

    /**
     * Reads the payload of a pong.
     *
     * @param payload from position to limit; not changed
     * @return empty where it is another pong, or a grant of a version that is not known here
     * @throws CreditException if it is a grant of version 1 that has another length, or a total beyond 2^63-1
     */
    public static Optional<Grant> read(ByteBuffer payload) throws CreditException {
        int at = payload.position();
        if (payload.remaining() < Integer.BYTES || bigEndian(payload, at, Integer.BYTES) != MARKER) {
            return Optional.empty();
        }
        if (payload.remaining() != BYTES) {
            throw new CreditException(
                    "a grant of credit has " + payload.remaining() + " bytes, where version 1 has " + BYTES);
        }
        long total = bigEndian(payload, at + TOTAL_AT, Long.BYTES);
        if (total < 0) {
            throw beyond();
        }
        return Optional.of(new Grant(total, (payload.get(at + Integer.BYTES) & FOLLOWING) != 0));
    }

    /** Whatever the order of the buffer is. */
    private static long bigEndian(ByteBuffer payload, int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << BYTE_BITS | Byte.toUnsignedInt(payload.get(at + i));
        }
        return value;
    }

    /**
     * The text message, which does not tell about following: text cannot be swallowed on the way.
     *
     * @return ASCII
     */
    public String text() {
        return TEXT + total;
    }

    /**
     * Reads a text message of the sub-protocol, which has no others.
     *
     * @param text all of it
     * @return the grant, following
     * @throws CreditException if it is none
     */
    public static Grant readText(String text) throws CreditException {
        String digits = text.startsWith(TEXT) ? text.substring(TEXT.length()) : "";
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
        if (digits.isEmpty() || leadingZero || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new CreditException("a text on a stream with the sub-protocol " + SUB_PROTOCOL + " must be credit=N");
        }
        if (digits.length() > MOST_DIGITS) {
            throw beyond();
        }
        try {
            return new Grant(Long.parseLong(digits), true);
        } catch (NumberFormatException e) {
            // 19 digits may still be too many.
            throw beyond();
        }
    }

    /**
     * Checks the first grant of the sub-protocol, whose total is the window that the peer offers.
     *
     * @throws CreditException if it is below 32 KiB or above 1 GiB
     */
    public void requireWindow() throws CreditException {
        if (total < CreditOffer.MIN_WINDOW || total > CreditOffer.MAX_WINDOW) {
            throw new CreditException("the first grant of credit must be " + CreditOffer.MIN_WINDOW + " to "
                    + CreditOffer.MAX_WINDOW + " bytes");
        }
    }

    private static CreditException beyond() {
        return new CreditException("a grant of credit is beyond 2^63-1 bytes");
    }
}
