package org.sluice.core.credit;

/**
 * What the receiver grants: so much that a window is always free once the application has taken all. Grants again when half a window was
 * taken since the last one, and finds out whether the peer sends more than it may. Sending the grants is left to the caller.
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

    /**
     * Makes it.
     *
     * @param window what this end offers
     * @param inHandshake whether the peer knows that from the handshake; otherwise nothing is granted before the first grant, and the peer
     *     is bound from the beginning
     */
    public Granting(int window, boolean inHandshake) {
        this.offered = window;
        this.window = window;
        this.granted = inHandshake ? window : 0;
        this.bound = !inHandshake;
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
        if (last) {
            receivedBefore = received;
        }
        if (over && bound) {
            throw new CreditException("more was sent than the credit granted, see docs/flow-control.md");
        }
        return cost;
    }

    /** Takes that the peer has seen a grant and keeps to it, as its own grants say. */
    public void peerFollows() {
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
        return due() - granted >= window / 2;
    }

    /**
     * Makes the next grant.
     *
     * @return the new total, never less than before
     */
    public long grant() {
        granted = Math.max(granted, due());
        return granted;
    }

    /**
     * Changes the window; what was granted stays granted.
     *
     * @param bytes taken as the offered window where it is smaller, since the peer counts on that
     */
    public void resize(int bytes) {
        window = Math.max(offered, bytes);
    }

    /**
     * The window.
     *
     * @return bytes
     */
    public int window() {
        return window;
    }

    private long due() {
        return CreditWindow.saturated(taken, window);
    }
}
