package org.sluice.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks with the context class loader of the thread that made it, so that callbacks see the application's classes and services. What
 * the executor refuses, as a bounded one may, runs on threads of our own: an end that nobody tells would be waited for for ever.
 */
public final class ContextExecutor implements Executor {

    private static final Logger LOG = System.getLogger("org.sluice");

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
        Once once = new Once(task);
        try {
            executor.execute(once);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (once.isBegun()) {
                throw e;
            }
            // The error is that of a system which gives no thread more; ours may be idle.
            LOG.log(Level.DEBUG, "The executor of the callbacks takes nothing now; a thread of our own runs them", e);
            Threads.shared().execute(once);
        }
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

    /** A task that runs once, also where an executor keeps what it refuses: one may queue a task and then fail to get it a thread. */
    private final class Once extends AtomicReference<@Nullable Runnable> implements Runnable {

        private static final long serialVersionUID = 1L;

        Once(Runnable task) {
            super(task);
        }

        /** Where the executor runs tasks on the calling thread, the failure is the task's. */
        boolean isBegun() {
            return get() == null;
        }

        @Override
        public void run() {
            Runnable mine = getAndSet(null);
            if (mine != null) {
                ContextExecutor.this.run(mine);
            }
        }
    }
}
