package org.sluice.core.common;

import java.util.concurrent.Executor;

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
        executor.execute(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(context);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(before);
            }
        });
    }
}
