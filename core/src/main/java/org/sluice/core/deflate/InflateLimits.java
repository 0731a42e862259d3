package org.sluice.core.deflate;

/**
 * How much a receiver lets one message become, so that few bytes on the wire cannot cost it much.
 *
 * @param maxMessage bytes of an inflated message, 0 or more; {@link Long#MAX_VALUE} for no limit
 * @param maxRatio inflated bytes for each compressed one, 1 or more, counted over the message so far; DEFLATE reaches 1032
 * @param ratioFloor inflated bytes, 0 or more, up to which the ratio does not matter
 */
public record InflateLimits(long maxMessage, int maxRatio, long ratioFloor) {

    /** Just below what DEFLATE can reach, so that it stops what is nothing but one long run, and no data that says something. */
    public static final int DEFAULT_MAX_RATIO = 1000;

    /** 1 MiB, which a receiver of messages has room for anyway. */
    public static final long DEFAULT_RATIO_FLOOR = 1 << 20;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is outside of its range
     */
    public InflateLimits {
        if (maxMessage < 0 || maxRatio < 1 || ratioFloor < 0) {
            throw new IllegalArgumentException("limits are not negative, and a ratio is 1 or more: " + maxMessage + ", "
                    + maxRatio + ", " + ratioFloor);
        }
    }

    /**
     * A limit of messages, with the default ratio.
     *
     * @param maxMessage bytes of an inflated message, 0 or more; {@link Long#MAX_VALUE} for no limit
     * @return new limits
     */
    public static InflateLimits ofMessage(long maxMessage) {
        return new InflateLimits(maxMessage, DEFAULT_MAX_RATIO, DEFAULT_RATIO_FLOOR);
    }
}
