package org.sluice.core.credit;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What the receiver grants: so much that a window is always free once the application has taken all. Grants again when half of what it
 * offered was taken since the last one, finds out whether the peer sends more than it may, and makes the window larger where what {@link WindowGauge}
 * measures calls for it. Sending the grants is left to the caller.
 */
public final class Granting {

    private final Charge charge = new Charge();
    private final int offered;
    private int window;
    private long granted;
    private long received;
    private long receivedBefore;
    private long taken;
    private boolean bound;

    private final WindowGauge gauge;
    private final LongSupplier clock;
    private boolean begun;
    private long begunNanos;

    /**
     * Makes it.
     *
     * @param window what this end offers, which is the least from then on
     * @param ceiling what the window may become, in bytes; asked for each time
     * @param inHandshake whether the peer knows that from the handshake; otherwise nothing is granted before the first grant, and the peer
     *     is bound from the beginning
     * @param clock tells nanoseconds, from any beginning
     */
    public Granting(int window, IntSupplier ceiling, boolean inHandshake, LongSupplier clock) {
        this.offered = window;
        this.window = window;
        this.granted = inHandshake ? window : 0;
        this.bound = !inHandshake;
        this.gauge = new WindowGauge(window, ceiling);
        this.clock = clock;
    }

    /**
     * Counts a part that came.
     *
     * @param bytes of the part
     * @param last whether the message ends with it
     * @return what it costs, to be given back to {@link #taken} when the application has it
     * @throws CreditException if the peer has no credit for it and is bound to it
     */
    public long received(long bytes, boolean last) throws CreditException {
        long cost = charge.part(bytes, last);
        received = CreditWindow.saturated(received, cost);
        // A message larger than half the window needs only that much when it begins.
        boolean over = received > granted && granted - receivedBefore < offered / 2;
        boolean shows = bound && gauge.shows(received, receivedBefore);
        if (last) {
            receivedBefore = received;
        }
        if (over && bound) {
            throw new CreditException("more was sent than the credit granted, see docs/flow-control.md");
        }
        if (shows) {
            resize(gauge.seen(taken, clock.getAsLong()));
        }
        return cost;
    }

    /** Takes that the peer has seen a grant and keeps to it, as its own grants say. */
    public void peerFollows() {
        if (!bound && begun) {
            gauge.roundTrip(clock.getAsLong() - begunNanos);
        }
        bound = true;
    }

    /**
     * Counts what the application took.
     *
     * @param cost of it
     * @return whether it is time for a grant
     */
    public boolean taken(long cost) {
        taken = CreditWindow.saturated(taken, cost);
        return due() - granted >= offered / 2;
    }

    /**
     * Makes the next grant, which leaves now.
     *
     * @return the new total, never less than before
     */
    public long grant() {
        long before = granted;
        long nanos = clock.getAsLong();
        granted = Math.max(granted, due());
        gauge.granted(before, granted, taken, nanos);
        if (!begun) {
            begun = true;
            begunNanos = nanos;
        }
        return granted;
    }

    /** Changes the window; what was granted stays granted. Never below what was offered, since the peer counts on that. */
    void resize(int bytes) {
        window = Math.max(offered, bytes);
    }

    /**
     * The window.
     *
     * @return bytes, from what was offered to the ceiling
     */
    public int window() {
        return window;
    }

    private long due() {
        return CreditWindow.saturated(taken, window);
    }
}
