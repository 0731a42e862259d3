package org.sluice.core.credit;

import java.util.function.IntSupplier;

/**
 * Decides how large a window should be: twice what the application takes in one round trip, and what a grant may be late by, so that a sender
 * that keeps the line full never waits, within bounds. Measuring is left to {@link WindowGauge}.
 */
final class WindowSize {

    private static final double ROUND_TRIPS = 2;
    /** A sender that is held by the window shows at most the rate that the window allows, so that growing is by steps. */
    private static final int MOST_GROWTH = 2;
    /** One quiet moment is no reason to give up a window. */
    private static final int SLOWNESS = 8;

    private final int floor;
    private final int late;
    private final IntSupplier ceiling;
    private int window;

    /** A window that begins at the floor; the ceiling, asked for each time, counts as the floor where it is below that. Both in bytes. */
    WindowSize(int floor, IntSupplier ceiling) {
        this.floor = floor;
        this.late = floor / 2;
        this.ceiling = ceiling;
        this.window = floor;
    }

    /**
     * Takes a measurement.
     *
     * @param bytes that were taken
     * @param nanos in how long; a measurement over no time is passed over
     * @param roundTripNanos the least that was seen
     * @return the window from now on, in bytes
     */
    int measured(long bytes, long nanos, long roundTripNanos) {
        if (nanos <= 0 || bytes < 0 || roundTripNanos < 0) {
            return window;
        }
        // Without the half a peer that the window holds, but to which half the offer is not granted yet, would show no
        // need for more.
        double wanted = ROUND_TRIPS * bytes * roundTripNanos / nanos + late;
        int target = (int) Math.max(floor, Math.min(ceiling.getAsInt(), wanted));
        if (target > window) {
            window = (int) Math.min(target, (long) window * MOST_GROWTH);
        } else {
            window -= (window - target) / SLOWNESS;
        }
        return window;
    }
}
