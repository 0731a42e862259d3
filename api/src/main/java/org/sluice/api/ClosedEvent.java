package org.sluice.api;

import java.util.Objects;

/**
 * How a connection ended; raised once for each connection that was open (P34, P38).
 *
 * @param code the close code (RFC 6455, 7.4): the peer's where it sent one, 1005 for an empty close frame, 1006 for a lost
 *     connection
 * @param reason the reason sent with the code, at most 123 bytes of UTF-8; empty where none was sent
 * @param closedBy which end began
 * @param clean whether the connection ended with a close frame; false means that it was lost and data may be missing
 */
public record ClosedEvent(int code, String reason, ClosedBy closedBy, boolean clean) {

    /**
     * Makes an event.
     *
     * @param code the close code
     * @param reason the reason, or empty
     * @param closedBy which end began
     * @param clean whether there was a close frame
     * @throws NullPointerException if a reference is null
     */
    public ClosedEvent {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(closedBy, "closedBy");
    }
}
