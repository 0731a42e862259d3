package org.sluice.api;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message was not sent, and will not be, because the queue of its socket was full: the peer takes less than is sent. The socket stays
 * open. The status is {@link WebErrorStatus#OPERATION_CANCELED}, for the application's own {@link WhenFull policy} decided so.
 */
public final class MessageDroppedException extends WebSocketException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The policy that the message was sent with. */
    private final WhenFull policy;

    /** Whether a newer message has its room. */
    private final boolean superseded;

    /**
     * Makes an exception for a message that was dropped.
     *
     * @param policy the one that the message was sent with
     * @param superseded true if it waited and a newer one took its room; false if it never got any
     * @param cause the same failure as it was first told, or null
     * @throws NullPointerException if {@code policy} is null
     */
    @SuppressWarnings("exports") // The annotation alone; users need it neither to compile nor to run.
    public MessageDroppedException(WhenFull policy, boolean superseded, @Nullable Throwable cause) {
        super(text(policy, superseded), WebErrorStatus.OPERATION_CANCELED, Phase.TRANSFER, cause);
        this.policy = Objects.requireNonNull(policy, "policy");
        this.superseded = superseded;
    }

    private static String text(WhenFull policy, boolean superseded) {
        return superseded
                ? "A message was dropped while it waited: a newer one took its room in the full queue, by the policy "
                        + policy
                : "A message was not sent: the queue is full, since the peer takes less than is sent, and by the policy "
                        + policy + " it does not wait. Send less, or send it with " + WhenFull.WAIT;
    }

    /**
     * By which policy.
     *
     * @return the one that the message was sent with
     */
    public WhenFull policy() {
        return policy;
    }

    /**
     * Whether a newer message took its room, so that the peer will get that one in its place.
     *
     * @return false if the message never got into the queue
     */
    public boolean superseded() {
        return superseded;
    }
}
