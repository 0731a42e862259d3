package org.sluice.core.credit;

/**
 * Counts what messages cost: their payload before compression, text in UTF-8, and at least {@value #LEAST} bytes each, so that a flood of
 * tiny ones is bounded too. Both ends count alike, however a message is cut into parts.
 */
public final class Charge {

    /** What a message costs at least. */
    public static final int LEAST = 64;

    private long ofMessage;

    /** Counts for the messages of one direction. */
    public Charge() {}

    /**
     * Counts a part.
     *
     * @param bytes of it, 0 or more
     * @param last whether the message ends with it
     * @return what it costs
     */
    public long part(long bytes, boolean last) {
        if (!last) {
            // Beyond the least it does not matter how much it was.
            ofMessage = Math.min(LEAST, ofMessage + Math.min(LEAST, bytes));
            return bytes;
        }
        long filling = Math.max(0, LEAST - ofMessage - Math.min(LEAST, bytes));
        ofMessage = 0;
        return bytes + filling;
    }

    /**
     * What a whole message costs.
     *
     * @param bytes of it
     * @return at least 64
     */
    public static long of(long bytes) {
        return Math.max(LEAST, bytes);
    }
}
