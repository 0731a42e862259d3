package org.sluice.core.common;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks with the context class loader of the thread that made it, so that callbacks see the application's classes and services. */
public final class ContextExecutor implements Executor {

    private final Executor executor;
    private final ClassLoader context = Thread.currentThread().getContextClassLoader();

    /**
     * Makes an executor.
     *
     * @param executor runs the tasks
     */
    public ContextExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    /**
     * Makes a task one that runs on a thread of somebody else as it would here.
     *
     * @param task may block
     * @return to be run once, at all events; null where only the executor's own threads will do
     */
    public @Nullable Runnable admit(Runnable task) {
        return executor instanceof Threads threads ? threads.admit(() -> run(task)) : null;
    }

    private void run(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
