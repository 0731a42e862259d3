package org.sluice.grizzly.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Runs what an ordinary endpoint has to do one after the other on threads that it may block, and bounds how much of it waits. Safe for all
 * threads.
 */
final class Lane {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Bytes that may wait before the wire pauses. */
    private static final long ENOUGH = 128 * 1024;
    /** What a frame costs beside its payload, so that a flood of empty ones is bounded too. */
    private static final long COST = 64;

    private final Executor threads;
    private final Runnable release;
    private final Deque<Work> waiting = new ArrayDeque<>(1);
    private long bytes;
    private boolean running;
    private boolean paused;

    private record Work(long bytes, Runnable task) {}

    /** Calls {@code release} once for each time that {@link #add} was false. */
    Lane(Executor threads, Runnable release) {
        this.threads = threads;
        this.release = release;
    }

    /** Adds a task; false to wait for the release. */
    boolean add(long size, Runnable task) {
        boolean goOn;
        synchronized (waiting) {
            waiting.addLast(new Work(size + COST, task));
            bytes += size + COST;
            goOn = bytes <= ENOUGH;
            paused = !goOn;
        }
        start();
        return goOn;
    }

    /** Adds a task, or leaves it out where enough waits; there is nothing to wait for. */
    void offer(long size, Runnable task) {
        synchronized (waiting) {
            if (bytes > ENOUGH) {
                return;
            }
            waiting.addLast(new Work(size + COST, task));
            bytes += size + COST;
        }
        start();
    }

    /** Adds the last task. */
    void close(Runnable task) {
        synchronized (waiting) {
            waiting.addLast(new Work(0, task));
        }
        start();
    }

    private void start() {
        synchronized (waiting) {
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        }
        boolean started = false;
        try {
            threads.execute(this::runAll);
            started = true;
        } finally {
            if (!started) {
                synchronized (waiting) {
                    running = false;
                }
            }
        }
    }

    private void runAll() {
        while (true) {
            Work work;
            synchronized (waiting) {
                work = waiting.pollFirst();
                running = work != null;
            }
            if (work == null) {
                return;
            }
            try {
                work.task().run();
            } catch (Throwable e) {
                // As where there is no memory for a message. The tasks to come, the closing among them, must not wait
                // for ever.
                LOG.log(Level.WARNING, "A task of an endpoint failed; its connection goes on", e);
            }
            done(work);
        }
    }

    private void done(Work work) {
        boolean goOn;
        synchronized (waiting) {
            bytes -= work.bytes();
            goOn = paused && bytes <= ENOUGH / 2;
            paused &= !goOn;
        }
        if (goOn) {
            release.run();
        }
    }
}
