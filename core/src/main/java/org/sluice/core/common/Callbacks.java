package org.sluice.core.common;

import java.util.concurrent.Executor;

/**
 * Where the callbacks of a socket run, and in which contexts; their order is the socket's.
 *
 * @param threads lends a thread with the application's context class loader; tasks are mostly short, and may block
 * @param lasting as the threads, for tasks that hold theirs as long as a connection lasts
 * @param context surrounds each single callback
 */
public record Callbacks(Executor threads, Executor lasting, Context context) {

    /** What has to be there while a callback runs, such as the request context of CDI. */
    @FunctionalInterface
    public interface Context {

        /**
         * Runs a callback, and ends what was begun for it.
         *
         * @param callback run once, on the calling thread
         */
        void run(Runnable callback);
    }

    /**
     * Shared threads of our own, with the context class loader of the calling thread and nothing else around.
     *
     * @return for sockets that belong to no deployed application
     */
    public static Callbacks plain() {
        Executor shared = new ContextExecutor(Threads.shared());
        return new Callbacks(shared, shared, Runnable::run);
    }
}
