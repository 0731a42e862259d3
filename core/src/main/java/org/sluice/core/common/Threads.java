package org.sluice.core.common;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where callbacks of the application and the writers of connections run: virtual threads on Java 24 and later,
 * before that daemon threads that end when idle. Neither is limited in number by itself: each socket uses at most one thread for its
 * callbacks and one for its writer, and only while there is work.
 */
public final class Threads {

    /** Short, so that a stopped application soon has no thread of ours left. */
    private static final long IDLE_SECONDS = 5;

    private static final Executor SHARED = create();

    private Threads() {}

    /**
     * The executor of this class loader.
     *
     * @return tasks may block on it for any time
     */
    public static Executor shared() {
        return SHARED;
    }

    private static Executor create() {
        // Before 24 a virtual thread that blocks in a monitor, as in a container's send, keeps its carrier; a few
        // stalled peers would
        // stop all (JEP 491).
        if (Runtime.version().feature() < 24) {
            return platformThreads();
        }
        try {
            // Compiled for Java 17, which has no virtual threads.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("This JDK has virtual threads but does not let them be used", e);
        }
    }

    private static Executor platformThreads() {
        AtomicLong number = new AtomicLong();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "sluice-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
