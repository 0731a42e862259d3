package org.sluice.grizzly.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which address of several is tried when (RFC 8305, 5): the next one once the newest has had its head start, or at once where one has
 * failed; each has a deadline of its own. The connecting is left to the caller. Pure; times are those of {@link System#nanoTime()}.
 */
final class AddressRace {

    /** What RFC 8305, 8 recommends. */
    static final Duration HEAD_START = Duration.ofMillis(250);

    private final int count;
    private final long headStart;
    private final long timeout;
    private final long[] deadlines;
    private final boolean[] running;
    private int started;
    private long nextStart;

    /**
     * Makes a race that has not begun.
     *
     * @param count of addresses
     * @param headStart before the next one is tried too
     * @param timeout for each
     */
    AddressRace(int count, Duration headStart, Duration timeout) {
        this.count = count;
        this.headStart = headStart.toNanos();
        this.timeout = Math.min(Long.MAX_VALUE / 4, nanos(timeout));
        deadlines = new long[count];
        running = new boolean[count];
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : timeout.toNanos();
    }

    /** Whether it is time for {@link #start}. */
    boolean isNextDue(long now) {
        return started < count && (started == 0 || !isAnyRunning() || now - nextStart >= 0);
    }

    /**
     * The next one starts.
     *
     * @return which, from 0
     */
    int start(long now) {
        running[started] = true;
        deadlines[started] = now + timeout;
        nextStart = now + headStart;
        return started++;
    }

    /** One has failed, so that the next need not wait. */
    void failed(int address, long now) {
        running[address] = false;
        nextStart = now;
    }

    /** Those whose time is over; the caller then tells that they failed. */
    List<Integer> overdue(long now) {
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < started; i++) {
            if (running[i] && now - deadlines[i] >= 0) {
                late.add(i);
            }
        }
        return late;
    }

    /** Whether all have failed. */
    boolean isLost() {
        return started == count && !isAnyRunning();
    }

    /** How long the caller may wait for news. */
    long nanosToNext(long now) {
        long wait = started < count ? Math.max(0, nextStart - now) : Long.MAX_VALUE;
        for (int i = 0; i < started; i++) {
            if (running[i]) {
                wait = Math.min(wait, Math.max(0, deadlines[i] - now));
            }
        }
        return wait;
    }

    /** When the time of one is over. */
    long deadline(int address) {
        return deadlines[address];
    }

    private boolean isAnyRunning() {
        for (boolean each : running) {
            if (each) {
                return true;
            }
        }
        return false;
    }
}
