package org.sluice.api;

/**
 * What becomes of a message for which the queue of its message socket has no room, because the peer takes less than is sent. The queue
 * holds 256 KiB at most. {@link #WAIT} waits; all others return at once, and end what is not sent with a {@link MessageDroppedException}.
 *
 * <p>A message is dropped only while it waits in the queue, never while it is being written, and never in favour of one with another
 * policy. Where threads wait for room before it, a message of the others gets only the room of those that it drops. While a message of
 * {@link MessageWebSocket#sendFrame} is open, the queue counts as full, and nothing in it can be dropped.
 */
public enum WhenFull {

    /** The send waits for room, at most its timeout. */
    WAIT,

    /** The send fails. */
    FAIL,

    /** The oldest messages that wait are dropped, as many as needed; where they are not enough, none is, and the send fails. */
    DROP_OLDEST,

    /** The message itself is left out: the same as {@link #FAIL} for one that may be missing, as its exception says. */
    DROP_NEWEST,

    /**
     * The message takes the place of those that wait and have the same {@link Message#key}; messages without one have the same. Where
     * there are none, or it is larger than they are and does not fit, the send fails.
     */
    CONFLATE
}
