package org.sluice.core.credit;

/**
 * How much the sender may still send: what was granted in all against what was sent in all. A message begins when all of it fits, or, where
 * it is larger than half the window, when half the window is free; once begun it goes out whole, so that none stands open and waits. Waiting
 * is left to the caller.
 */
public final class CreditWindow {

    private final Charge charge = new Charge();
    private long half;
    private long granted;
    private long sent;
    private boolean open;
    private boolean everGranted;
    private boolean free;

    /**
     * Makes a window.
     *
     * @param window what the peer offered in the handshake; 0 where only its first grant tells
     */
    public CreditWindow(long window) {
        granted = window;
        half = window / 2;
    }

    /**
     * Whether a part may be sent now. What continues a message always may; one that begins with a part of more may become larger than
     * half the window, and counts as that.
     *
     * @param bytes of the part
     * @param last whether the message ends with it
     * @return false to wait for a grant
     */
    public boolean admits(long bytes, boolean last) {
        long needed = last ? Math.min(Charge.of(bytes), half) : half;
        return free || open || (half > 0 && left() >= needed);
    }

    /**
     * Counts a part that is sent.
     *
     * @param bytes of the part
     * @param last whether the message ends with it
     */
    public void sent(long bytes, boolean last) {
        open = !last;
        // A connection does not live that long; if it does, it stops rather than sends for nothing.
        sent = saturated(sent, charge.part(bytes, last));
    }

    /**
     * Takes a grant; one that is older than others, or came twice, changes nothing.
     *
     * @param total what it says
     */
    public void granted(long total) {
        if (!everGranted && half == 0) {
            half = total / 2;
        }
        everGranted = true;
        granted = Math.max(granted, total);
    }

    /** Gives up on a path that swallows grants: from now on nothing waits. Without effect once a grant was seen. */
    public void fallBack() {
        free |= !everGranted;
    }

    /**
     * Whether this end keeps to what is granted, as its own grants tell the peer.
     *
     * @return true once a grant was seen, unless that was too late
     */
    public boolean following() {
        return everGranted && !free;
    }

    /**
     * What is left.
     *
     * @return bytes; negative where a large message was begun with less
     */
    public long left() {
        return granted - sent;
    }

    static long saturated(long sum, long more) {
        return sum > Long.MAX_VALUE - more ? Long.MAX_VALUE : sum + more;
    }
}
