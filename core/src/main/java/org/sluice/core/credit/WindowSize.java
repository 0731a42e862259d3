package org.sluice.core.credit;

/**
 * Decides how large a window should be: twice what arrives in one round trip, so that a sender that keeps the line full never waits, within
 * bounds. Measuring is left to the caller.
 */
public final class WindowSize {

    private static final double ROUND_TRIPS = 2;
    /** A sender that is held by the window shows at most the rate that the window allows, so that growing is by steps. */
    private static final int MOST_GROWTH = 2;
    /** One quiet moment is no reason to give up a window. */
    private static final int SLOWNESS = 8;

    private final int floor;
    private final int ceiling;
    private int window;

    /**
     * Makes one.
     *
     * @param floor the smallest window, in bytes
     * @param ceiling the largest window
     * @param window the first one
     * @throws IllegalArgumentException if they are not in order
     */
    public WindowSize(int floor, int ceiling, int window) {
        if (floor < 1 || window < floor || ceiling < window) {
            throw new IllegalArgumentException(
                    "floor, window and ceiling must be in order, but are " + floor + ", " + window + ", " + ceiling);
        }
        this.floor = floor;
        this.ceiling = ceiling;
        this.window = window;
    }

    /**
     * Takes a measurement.
     *
     * @param bytes that were taken
     * @param nanos in how long; a measurement over no time is passed over
     * @param roundTripNanos the least that was seen
     * @return the window from now on, in bytes
     */
    public int measured(long bytes, long nanos, long roundTripNanos) {
        if (nanos <= 0 || bytes < 0 || roundTripNanos < 0) {
            return window;
        }
        double wanted = ROUND_TRIPS * bytes * roundTripNanos / nanos;
        int target = (int) Math.max(floor, Math.min(ceiling, wanted));
        if (target > window) {
            window = (int) Math.min(target, (long) window * MOST_GROWTH);
        } else {
            window -= (window - target) / SLOWNESS;
        }
        return window;
    }
}
