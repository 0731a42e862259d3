package org.sluice.core.doubles;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Keeps tasks until the test runs them, on the test's thread. */
public final class ManualExecutor implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.addLast(task);
    }

    public synchronized int waiting() {
        return tasks.size();
    }

    private synchronized Runnable next() {
        return tasks.removeFirst();
    }

    public void runNext() {
        next().run();
    }

    public void runAll() {
        while (waiting() > 0) {
            runNext();
        }
    }
}
