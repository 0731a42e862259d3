package org.sluice.core.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other, in the order in which they came, on the threads of another executor.
 *
 * <p>Lock: {@code this} guards the tasks that wait; nothing is called while it is held.
 */
public final class SerialExecutor implements Executor {

    /** Tasks in a queue, beyond which its memory is not kept for later. */
    private static final int KEPT = 64;

    private final Executor executor;
    /** The first that waits; most never have one behind them. */
    private @Nullable Runnable first;
    /** Behind the first. Made for the first one of these. */
    private @Nullable Deque<Runnable> tasks;

    private boolean running;
    /** What was taken from the tasks together, and goes before them; touched by the one that runs. */
    private @Nullable Deque<Runnable> taken;
    /** Whether {@code taken} was longer than {@link #KEPT}; touched by the one that runs. */
    private boolean large;

    /**
     * Makes an executor.
     *
     * @param executor lends a thread while there are tasks
     */
    public SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a task after those before it.
     *
     * @param task must not throw
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            add(task);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    private void add(Runnable task) {
        if (first == null) {
            first = task;
            return;
        }
        Deque<Runnable> behind = tasks == null ? new ArrayDeque<>(1) : tasks;
        tasks = behind;
        behind.addLast(task);
    }

    private void start() {
        boolean started = false;
        try {
            executor.execute(this::runAll);
            started = true;
        } finally {
            if (!started) {
                // No thread was to be had; the next task tries again for this one too.
                stopped();
            }
        }
    }

    private synchronized void stopped() {
        running = false;
    }

    private void runAll() {
        Cork cork = Cork.current();
        for (Runnable task = next(cork); task != null; task = next(cork)) {
            boolean returned = false;
            try {
                task.run();
                returned = true;
            } finally {
                if (!returned) {
                    // An Error ends this thread; the tasks behind it still get theirs.
                    start();
                }
            }
        }
    }

    private @Nullable Runnable next(@Nullable Cork cork) {
        Deque<Runnable> mine = taken;
        Runnable task = mine == null ? null : mine.pollFirst();
        boolean more = mine != null && !mine.isEmpty();
        if (task == null) {
            synchronized (this) {
                Deque<Runnable> behind = tasks;
                task = first;
                first = null;
                more = behind != null && !behind.isEmpty();
                if (behind != null && more) {
                    exchange(behind, mine);
                } else if (large) {
                    taken = null;
                    large = false;
                }
                // The last touch, since the next one may run from here on.
                running = task != null;
            }
        }
        if (cork != null) {
            cork.more(more);
        }
        return task;
    }

    /** Takes all tasks together, and leaves an empty queue in their place, or none. */
    private void exchange(Deque<Runnable> behind, @Nullable Deque<Runnable> empty) {
        taken = behind;
        tasks = large ? null : empty;
        large = behind.size() > KEPT;
    }
}
