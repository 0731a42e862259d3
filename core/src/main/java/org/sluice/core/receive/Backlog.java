package org.sluice.core.receive;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.sluice.core.port.Brake;

/**
 * Counts the messages that wait for a handler and asks the port to pause while they are too many. At most its capacity in bytes
 * and one message wait.
 */
public final class Backlog {

    /** Bytes that may wait before the port pauses, where nothing else is said. */
    public static final long CAPACITY = 256 * 1024;

    /** What a message counts beside its content, so that a flood of empty ones is bounded too. */
    private static final int COST = 64;

    private final Brake brake;
    private final LongSupplier capacity;
    /** Whether the newest message does not count. */
    private final boolean besidesNewest;

    private long waiting;
    private boolean paused;
    private boolean over;

    /**
     * Makes a backlog.
     *
     * @param brake released once for each pause
     */
    public Backlog(Brake brake) {
        this(brake, () -> CAPACITY, false);
    }

    private Backlog(Brake brake, LongSupplier capacity, boolean besidesNewest) {
        this.brake = brake;
        this.capacity = capacity;
        this.besidesNewest = besidesNewest;
    }

    /**
     * Makes a backlog for a peer that has credit. It never pauses one that keeps to it: tiny messages count up to twice what they cost, and
     * one message may be larger than the window. It bounds one that does not.
     *
     * @param brake released once for each pause
     * @param window bytes of credit; asked for with the lock held, so it must take none
     * @return the backlog
     */
    public static Backlog behindCredit(Brake brake, IntSupplier window) {
        return new Backlog(brake, () -> 2L * window.getAsInt(), true);
    }

    /**
     * Counts a message in.
     *
     * @param bytes its content
     * @return false to pause
     */
    public synchronized boolean add(long bytes) {
        long before = waiting;
        waiting += bytes + COST;
        paused = !over && (besidesNewest ? before : waiting) > capacity.getAsLong();
        return !paused;
    }

    /**
     * Counts a message out, which was handled.
     *
     * @param bytes as at {@link #add(long)}
     */
    public void remove(long bytes) {
        boolean release;
        boolean progress;
        synchronized (this) {
            waiting -= bytes + COST;
            release = paused && waiting <= capacity.getAsLong() / 2;
            paused &= !release;
            progress = paused;
        }
        if (release) {
            brake.release();
        } else if (progress) {
            brake.progress();
        }
    }

    /** Never pauses again: the connection ends and the port has to see it. */
    public void stop() {
        boolean release;
        synchronized (this) {
            over = true;
            release = paused;
            paused = false;
        }
        if (release) {
            brake.release();
        }
    }
}
