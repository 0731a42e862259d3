package org.sluice.core.credit;

import java.util.function.IntSupplier;

/**
 * Measures what a receiver's window should be, from what passes anyway. The <em>round trip</em> is the time from a grant to the first message
 * that its peer could not have begun without it. Such a time is never too short; it is too long where the peer was not waiting for
 * the grant, and so the least of them counts. The <em>rate</em> is that at which the application takes, from one such message to the next: a
 * reader that is slow needs no larger window, however fast its peer is. Times are given, none is asked for here.
 */
final class WindowGauge {

    private final WindowSize size;
    private final int half;
    private long leastRoundTrip = Long.MAX_VALUE;

    /** The grant that is timed, one at a time: what was granted in all before it, and when it left. */
    private boolean timing;

    private long before;
    private long left;

    /** Where the rate is measured from. */
    private boolean begun;

    private long takenThen;
    private long then;

    /** For a window that was offered, which is the floor; see {@link WindowSize}. */
    WindowGauge(int offered, IntSupplier ceiling) {
        size = new WindowSize(offered, ceiling);
        half = offered / 2;
    }

    /** A grant leaves. */
    void granted(long totalBefore, long total, long taken, long nanos) {
        if (timing || total <= totalBefore) {
            return;
        }
        timing = true;
        before = totalBefore;
        left = nanos;
        if (!begun) {
            begun = true;
            takenThen = taken;
            then = nanos;
        }
    }

    /**
     * Whether the peer has seen the grant that is timed: it is beyond what was granted before, with a message that began when too little of
     * that was left. One that is larger than half the window may go beyond it on its own.
     */
    boolean shows(long received, long receivedBeforeMessage) {
        return timing && received > before && before - receivedBeforeMessage < half;
    }

    /** Takes a time from a grant until the peer was seen to know it. */
    void roundTrip(long nanos) {
        leastRoundTrip = Math.min(leastRoundTrip, Math.max(0, nanos));
    }

    /** The peer has seen the grant that was timed; returns the window from now on. */
    int seen(long taken, long nanos) {
        timing = false;
        roundTrip(nanos - left);
        int window = size.measured(taken - takenThen, nanos - then, leastRoundTrip);
        takenThen = taken;
        then = nanos;
        return window;
    }
}
