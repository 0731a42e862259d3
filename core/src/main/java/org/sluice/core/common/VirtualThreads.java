package org.sluice.core.common;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The virtual threads of the Java that runs, by reflection: the code is compiled for Java 17, which has none. Safe for all threads. */
public final class VirtualThreads {

    /** The first Java that has them (JEP 444). */
    public static final int FIRST_JAVA = 21;

    /** The first Java in which one that waits in a monitor gives its carrier back (JEP 491). */
    private static final int FIRST_UNPINNED = 24;

    private VirtualThreads() {}

    /**
     * Whether this Java has them.
     *
     * @return true from Java 21 on
     */
    public static boolean areThere() {
        return Runtime.version().feature() >= FIRST_JAVA;
    }

    /**
     * Whether code that nobody looked through may run on them. Before Java 24 one that waits in a {@code synchronized} block keeps its carrier, of which
     * there are as many as processors: a few that send to stalled peers in such a block, as endpoints do, stop all others.
     *
     * @return true from Java 24 on
     */
    public static boolean areForAll() {
        return Runtime.version().feature() >= FIRST_UNPINNED;
    }

    /**
     * Makes virtual threads that keep no thread local of their maker.
     *
     * @param prefix of their names, before a number from 1 on
     * @param context the context class loader of each
     * @return a factory for any thread
     * @throws IllegalStateException if this Java has none
     */
    public static ThreadFactory named(String prefix, ClassLoader context) {
        ThreadFactory factory;
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
            factory = (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw missing(e);
        }
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setContextClassLoader(context);
            return thread;
        };
    }

    /**
     * Runs each task on a thread of its own.
     *
     * @param factory makes virtual threads
     * @return an executor without a limit
     * @throws IllegalStateException if this Java has none
     */
    public static ExecutorService forEachTask(ThreadFactory factory) {
        try {
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(ReflectiveOperationException cause) {
        Throwable why = cause instanceof InvocationTargetException ? cause.getCause() : cause;
        return new IllegalStateException(
                "Java " + Runtime.version().feature() + " has no virtual threads to be used", why);
    }
}
