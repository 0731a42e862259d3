package org.sluice.grizzly.selector;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.sluice.core.port.Borrower;
import org.sluice.core.port.Lending;

/**
 * The threads that run a transport's selectors. Each lends itself to the callbacks of what it reads; one that a callback holds up is
 * relieved by another, so that nobody else waits for the callback. As many threads as selectors, and one for each that was relieved and
 * is not back yet.
 */
public final class SelectorThreads extends ThreadPoolExecutor {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final long IDLE_SECONDS = 10;

    private final Set<Stint> stints = ConcurrentHashMap.newKeySet();
    private final Watch watch = new Watch(this::look, this::isTerminated);
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ThreadFactory watchFactory;

    /**
     * Makes threads for one transport, which ends them.
     *
     * @param selectors makes the selectors' threads
     * @param watch makes the one that looks after them
     */
    public SelectorThreads(ThreadFactory selectors, ThreadFactory watch) {
        super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), selectors);
        this.watchFactory = watch;
    }

    /** Runs a selector of Grizzly for as long as it runs. */
    @Override
    public void execute(Runnable selector) {
        super.execute(() -> lead(selector));
    }

    private void lead(Runnable selector) {
        Stint stint = new Stint(this);
        stints.add(stint);
        try {
            Lending.during(stint, () -> {
                do {
                    selector.run();
                } while (stint.goesOn());
            });
        } finally {
            stints.remove(stint);
        }
    }

    /** Sees to it that somebody looks after borrowed threads. Where no thread is to be had for that, the next borrower tries again. */
    void watch() {
        if (watching.get() || !watching.compareAndSet(false, true)) {
            return;
        }
        try {
            watchFactory.newThread(watch).start();
        } catch (Throwable e) {
            watching.set(false);
            // Whatever it is, it must cost neither the borrower nor the selector.
            LOG.log(Level.WARNING, "No thread is to be had to look after one that is lent to a callback", e);
        }
    }

    /** A thread is borrowed from now on. */
    void borrowed() {
        watch.wake();
    }

    private Sight look() {
        Sight all = Sight.NOTHING;
        for (Stint stint : stints) {
            all = all.and(stint.look());
        }
        return all;
    }

    /** Runs a borrower on a thread that has no selector. */
    void beside(Borrower borrower) {
        super.execute(borrower::run);
    }

    /** Has another thread take the selector of a borrowed one, unless that is back before. */
    void relieve(Stint stint, long turn) {
        try {
            super.execute(() -> {
                SelectorRunner selector = stint.relieve(turn);
                if (selector != null) {
                    lead(selector);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The transport stops, and its selectors with it", e);
        } catch (OutOfMemoryError e) {
            // The borrowed thread still has it. The next looks try again.
            LOG.log(Level.WARNING, "No thread is to be had in place of one that a callback holds up", e);
        }
    }

    /** Interrupts nobody: a selector ends when its transport stops, and a callback is the application's. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    protected void terminated() {
        watch.wake();
    }
}
