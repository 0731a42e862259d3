package org.sluice.core.socket;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a peer that was asked with a ping counts as dead: it does when nothing at all was received since, for the timeout, in
 * which this end did read. A time in which this end reads nothing, because its application pauses, counts for nothing. Pure; what is
 * received is a number that grows with every sign of life.
 */
final class Liveness {

    /** What {@link #look} says where the peer lives and nobody has to look again. */
    static final long ALIVE = -1;

    /** What {@link #look} says where it is dead. */
    static final long DEAD = 0;

    private final long timeout;

    private boolean asked;
    private long since;
    private long signs;

    /** The timeout is in nanoseconds, more than 0. */
    Liveness(long timeout) {
        this.timeout = timeout;
    }

    /** A ping is on its way; the signs are those of before it was sent, for its answer may be here already. */
    void asked(long now, long signsBefore) {
        if (!asked || signs != signsBefore) {
            asked = true;
            since = now;
            signs = signsBefore;
        }
    }

    /**
     * Looks how things are. What it is told may be older than the last ping, which has then asked with what was received by its time.
     *
     * @param now in nanoseconds
     * @param signsNow what was received so far
     * @param reading since when this end has read without a pause; null where it pauses
     * @return after how many nanoseconds to look again, or {@link #ALIVE} or {@link #DEAD}
     */
    long look(long now, long signsNow, @Nullable Long reading) {
        if (!asked || signsNow - signs > 0) {
            asked = false;
            return ALIVE;
        }
        if (reading == null) {
            since = now;
            return timeout;
        }
        if (reading - since > 0) {
            since = reading;
        }
        return Math.max(DEAD, timeout - (now - since));
    }
}
