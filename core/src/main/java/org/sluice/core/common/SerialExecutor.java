package org.sluice.core.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, in the order in which they came, on the threads of another executor. */
public final class SerialExecutor implements Executor {

    private final Executor executor;
    private final Deque<Runnable> tasks = new ArrayDeque<>(1);
    private boolean running;

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
        synchronized (tasks) {
            tasks.addLast(task);
            if (running) {
                return;
            }
            running = true;
        }
        start();
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

    private void stopped() {
        synchronized (tasks) {
            running = false;
        }
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
        Runnable task;
        boolean more;
        synchronized (tasks) {
            task = tasks.pollFirst();
            running = task != null;
            more = !tasks.isEmpty();
        }
        if (cork != null) {
            cork.more(more);
        }
        return task;
    }
}
