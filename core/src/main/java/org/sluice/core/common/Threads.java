package org.sluice.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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

    private static final String PREFIX = "sluice-";
    private static final ClassLoader LOADER = Threads.class.getClassLoader();
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Threads SHARED = own();

    private final Supplier<Running> maker;
    /** Whether threads of somebody else are as good. */
    private final boolean hosts;
    /** Null while stopped. */
    private volatile @Nullable Running running;

    /** For tasks that are mostly short and for those that hold their thread, which may be the same, and our tasks on threads of others. */
    private record Running(ExecutorService brief, ExecutorService lasting, BorrowedThreads guests) {

        static Running of(ExecutorService all) {
            return of(all, all);
        }

        static Running of(ExecutorService brief, ExecutorService lasting) {
            return new Running(brief, lasting, BorrowedThreads.none());
        }

        /** Takes no task any more; what the brief ones were given may still go to the lasting ones. */
        boolean end(Deadline deadline) throws InterruptedException {
            guests.shutdown();
            brief.shutdown();
            if (!ended(brief, deadline)) {
                return false;
            }
            lasting.shutdown();
            return ended(lasting, deadline) && ended(guests, deadline);
        }

        private static boolean ended(ExecutorService threads, Deadline deadline) throws InterruptedException {
            return threads.awaitTermination(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        }

        void interrupt() {
            brief.shutdownNow();
            lasting.shutdownNow();
            guests.shutdownNow();
        }
    }

    private Threads(Supplier<Running> maker, boolean hosts) {
        this.maker = maker;
        this.hosts = hosts;
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
        return new Threads(Threads::ownThreads, true);
    }

    /**
     * Threads that a container makes, and that we keep while there is work.
     *
     * @param factory the container's
     * @return running
     */
    public static Threads madeBy(ThreadFactory factory) {
        return new Threads(() -> pools(factory), false);
    }

    /**
     * Threads of a container's executor, which stays the container's.
     *
     * @param lender the container's
     * @return running
     */
    public static Threads borrowedFrom(Executor lender) {
        return new Threads(() -> Running.of(new BorrowedThreads(lender)), false);
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
        return new Threads(
                () -> {
                    ExecutorService made = pool(factory);
                    return Running.of(new BorrowedThreads(new HelpedExecutor(lender, made)), made);
                },
                false);
    }

    @Override
    public void execute(Runnable task) {
        Running now = running;
        run(now == null ? null : now.brief(), task);
    }

    /**
     * For tasks that hold their thread as long as a connection lasts, or a connect takes.
     *
     * @return an executor that is stopped with this
     */
    public Executor lasting() {
        return task -> {
            Running now = running;
            run(now == null ? null : now.lasting(), task);
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

    /** Makes a task one that is stopped like those here, though it runs elsewhere; null once stopped, and where that will not do. */
    @Nullable
    Runnable admit(Runnable task) {
        Running now = running;
        if (now == null || !hosts) {
            return null;
        }
        try {
            return now.guests().admit(task);
        } catch (RejectedExecutionException stoppedMeanwhile) {
            return null;
        }
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
        Running stopping;
        synchronized (this) {
            stopping = running;
            running = null;
        }
        if (stopping == null) {
            return;
        }
        try {
            if (stopping.end(deadline)) {
                return;
            }
            stopping.interrupt();
            if (!stopping.end(Deadline.in(GRACE))) {
                LOG.log(
                        Level.WARNING,
                        "A callback of the application ignores its interrupt and runs on after the stop");
            }
        } catch (InterruptedException hurry) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private static Running ownThreads() {
        return VirtualThreads.areForAll()
                ? Running.of(VirtualThreads.forEachTask(VirtualThreads.named(PREFIX, LOADER)))
                : pools(Threads::ownThread);
    }

    /** What lasts has threads of its own at once, and is not what the others wait behind until it is seen to last. */
    private static Running pools(ThreadFactory factory) {
        ExecutorService lasting = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        return Running.of(pool(factory), lasting);
    }

    private static ExecutorService pool(ThreadFactory factory) {
        return new ElasticPool(factory, IDLE_SECONDS);
    }

    private static Thread ownThread(Runnable task) {
        return daemon(task, PREFIX + COUNT.incrementAndGet());
    }

    /** A thread that keeps nothing of the one that makes it, which may belong to another application than the tasks to come. */
    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(LOADER);
        thread.setDaemon(true);
        return thread;
    }
}
