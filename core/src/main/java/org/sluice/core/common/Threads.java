package org.sluice.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads on which tasks may block for any time, and which can be stopped. Not limited in number by themselves: each socket uses at
 * most one for its callbacks, one for its stream and one for its writer, and only while there is work. Those of our own are virtual on
 * Java 24 and later, before that daemons that end when idle.
 *
 * <p>Once stopped, a task is passed over and not refused: it comes from a container that is late with a connection which has ended,
 * and nobody is left to tell.
 */
public final class Threads implements Executor {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Short, so that a program that does not stop them soon has no idle thread of ours left. */
    private static final long IDLE_SECONDS = 5;
    /** What an interrupted task gets to come to an end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final AtomicLong COUNT = new AtomicLong();
    private static final Threads SHARED = own();

    /** Whether this is a thread of ours, which has no context of any application. */
    private static final ThreadLocal<Boolean> OWN = ThreadLocal.withInitial(() -> false);

    private final Supplier<Running> maker;
    /** Null while stopped. */
    private volatile @Nullable Running running;

    /**
     * For tasks that are mostly short, and for those that hold their thread; may be the same. Guests are short ones of ours on threads of
     * others; null where no others will do.
     */
    private record Running(
            ExecutorService brief,
            ExecutorService lasting,
            @Nullable BorrowedThreads guests) {

        Running(ExecutorService brief, ExecutorService lasting) {
            this(brief, lasting, null);
        }

        Running(ExecutorService all) {
            this(all, all);
        }

        /** Takes no task any more; what the brief ones were given may still go to the lasting ones. */
        boolean end(Deadline deadline) throws InterruptedException {
            brief.shutdown();
            if (!brief.awaitTermination(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            if (guests != null) {
                guests.shutdown();
                if (!guests.awaitTermination(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            lasting.shutdown();
            return lasting.awaitTermination(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        }

        void interrupt() {
            brief.shutdownNow();
            if (guests != null) {
                guests.shutdownNow();
            }
            lasting.shutdownNow();
        }
    }

    private Threads(Supplier<Running> maker) {
        this.maker = maker;
        this.running = maker.get();
    }

    /**
     * The threads of this class loader, for writers and for all that belongs to no application.
     *
     * @return never stopped, unless this class goes with its application
     */
    public static Threads shared() {
        return SHARED;
    }

    /**
     * New threads of our own.
     *
     * @return running
     */
    public static Threads own() {
        return new Threads(() -> {
            ExecutorService own = ownThreads();
            return new Running(own, own, BorrowedThreads.none());
        });
    }

    /**
     * Threads that a container makes, and that we keep while there is work.
     *
     * @param factory the container's
     * @return running
     */
    public static Threads madeBy(ThreadFactory factory) {
        return new Threads(() -> new Running(pool(factory)));
    }

    /**
     * Threads of a container's executor, which stays the container's.
     *
     * @param lender the container's
     * @return running
     */
    public static Threads borrowedFrom(Executor lender) {
        return new Threads(() -> new Running(new BorrowedThreads(lender)));
    }

    /**
     * Threads of a container's executor, which stays the container's, and such that it makes: for what the executor does not begin soon,
     * and for tasks that last.
     *
     * @param lender the container's
     * @param factory the container's
     * @return running
     */
    public static Threads borrowedFrom(Executor lender, ThreadFactory factory) {
        return new Threads(() -> {
            ExecutorService made = pool(factory);
            return new Running(new BorrowedThreads(new HelpedExecutor(lender, made)), made);
        });
    }

    @Override
    public void execute(Runnable task) {
        Running threads = running;
        run(threads == null ? null : threads.brief(), task);
    }

    /** Makes a task one that is stopped like those here, though it runs elsewhere; null once stopped, and where that will not do. */
    @Nullable
    Runnable admit(Runnable task) {
        Running now = running;
        BorrowedThreads guests = now == null ? null : now.guests();
        if (guests == null) {
            return null;
        }
        try {
            return guests.admit(task);
        } catch (RejectedExecutionException stoppedMeanwhile) {
            return null;
        }
    }

    /**
     * For tasks that hold their thread as long as a connection lasts.
     *
     * @return an executor that is stopped with this
     */
    public Executor lasting() {
        return task -> {
            Running threads = running;
            run(threads == null ? null : threads.lasting(), task);
        };
    }

    private static void run(@Nullable ExecutorService threads, Runnable task) {
        try {
            if (threads != null) {
                threads.execute(task);
                return;
            }
        } catch (RejectedExecutionException e) {
            if (!threads.isShutdown()) {
                throw e;
            }
        }
        LOG.log(Level.DEBUG, "The application has stopped; passed over: {0}", task);
    }

    /** Runs tasks again after a stop. Does nothing while they run. */
    public synchronized void start() {
        if (running == null) {
            running = maker.get();
        }
    }

    /**
     * Takes no task any more, waits for those that run, and interrupts them when the time is over. Does nothing once stopped. Not for
     * one of these threads, which would wait for itself.
     *
     * @param deadline for the wait
     */
    public void stop(Deadline deadline) {
        Running threads;
        synchronized (this) {
            threads = running;
            running = null;
        }
        if (threads == null) {
            return;
        }
        try {
            if (threads.end(deadline)) {
                return;
            }
            threads.interrupt();
            if (!threads.end(Deadline.in(GRACE))) {
                LOG.log(
                        Level.WARNING,
                        "A callback of the application ignores its interrupt and runs on after the stop");
            }
        } catch (InterruptedException hurry) {
            threads.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the calling thread is one of our own, on which no container has put the contexts of an application. */
    static boolean isOwn() {
        return OWN.get();
    }

    private static ExecutorService ownThreads() {
        // Before 24 a virtual thread that blocks in a monitor, as in a container's send, keeps its carrier; a few
        // stalled peers would stop all (JEP 491).
        if (Runtime.version().feature() < 24) {
            return pool(Threads::ownThread);
        }
        try {
            // Compiled for Java 17, which has no virtual threads.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            ThreadFactory made = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
            ThreadFactory ours = task -> made.newThread(own(task));
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, ours);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("This JDK has virtual threads but does not let them be used", e);
        }
    }

    private static Runnable own(Runnable task) {
        return () -> {
            OWN.set(true);
            task.run();
        };
    }

    private static ExecutorService pool(ThreadFactory factory) {
        return new ElasticPool(factory, IDLE_SECONDS);
    }

    private static Thread ownThread(Runnable task) {
        return daemon(task, "sluice-" + COUNT.incrementAndGet());
    }

    /** A thread that keeps nothing of the one that makes it, which may belong to another application than the tasks to come. */
    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, own(task), name, 0, false);
        thread.setContextClassLoader(Threads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
