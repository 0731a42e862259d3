package org.sluice.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the threads of a lender, and on those of a helper what the lender does not begin soon: a container's executor may have
 * few threads and a queue without an end, so that a task there may wait for one that waits for it. Whoever takes a task first runs it.
 * The lender is left alone while it still has tasks that the helper took, so that they do not pile up in its queue.
 */
final class HelpedExecutor implements Executor {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** A task has waited for one to two of these when the helper takes it: long for an executor, short for who waits. */
    private static final Duration TICK = Duration.ofMillis(5);

    private final Executor lender;
    private final Executor helper;

    /** What the lender was given, in order, until a tick finds that it was begun. */
    private final Queue<Lent> given = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean ticking = new AtomicBoolean();
    /** Tasks that the helper took and the lender still has. */
    private final AtomicInteger leftovers = new AtomicInteger();

    /**
     * Makes an executor.
     *
     * @param lender may be slow to begin, or refuse
     * @param helper begins soon
     */
    HelpedExecutor(Executor lender, Executor helper) {
        this.lender = lender;
        this.helper = helper;
    }

    @Override
    public void execute(Runnable task) {
        if (leftovers.get() > 0) {
            helper.execute(task);
            return;
        }
        Lent lent = new Lent(task);
        try {
            lender.execute(lent);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The container's executor takes nothing now", e);
            helper.execute(task);
            return;
        }
        given.add(lent);
        if (ticking.compareAndSet(false, true)) {
            tickLater();
        }
    }

    private void tickLater() {
        Timer.Cancel unused = Timer.in(TICK, this::tick);
    }

    private void tick() {
        for (Iterator<Lent> all = given.iterator(); all.hasNext(); ) {
            Lent one = all.next();
            if (one.isBegun() || one.isTakenAfterAWait()) {
                all.remove();
            }
        }
        if (given.isEmpty()) {
            ticking.set(false);
            if (given.isEmpty() || !ticking.compareAndSet(false, true)) {
                return;
            }
        }
        tickLater();
    }

    /** Stands for a task that the lender came for while the helper had it. */
    private static final Runnable PASSED = HelpedExecutor::nothing;

    private static void nothing() {}

    /** A task in the hands of the lender. */
    private final class Lent implements Runnable {

        /** Null once somebody has taken it. */
        private final AtomicReference<@Nullable Runnable> task;
        /** Whether the lender came in vain, and has it no more; used by ticks only. */
        private boolean passed;
        /** Whether a tick has seen it wait; used by ticks only. */
        private boolean seen;

        Lent(Runnable task) {
            this.task = new AtomicReference<>(task);
        }

        /** By the lender. */
        @Override
        public void run() {
            Runnable mine = task.getAndUpdate(known -> known == null ? PASSED : null);
            if (mine == null) {
                leftovers.decrementAndGet();
            } else {
                mine.run();
            }
        }

        boolean isBegun() {
            return task.get() == null;
        }

        boolean isTakenAfterAWait() {
            if (!seen) {
                seen = true;
                return false;
            }
            if (!passed) {
                leftovers.incrementAndGet();
            }
            Runnable mine = task.getAndSet(null);
            if (mine == null) {
                leftovers.decrementAndGet();
                return true;
            }
            try {
                helper.execute(mine);
                return true;
            } catch (RuntimeException | OutOfMemoryError e) {
                // A container's factory may refuse for a while; the next tick tries again, unless the lender does.
                LOG.log(Level.WARNING, "No thread is to be had for the callbacks that wait", e);
                giveBack(mine);
                return false;
            }
        }

        /** Each leftover is counted down once: here, or by the lender that came meanwhile. */
        private void giveBack(Runnable mine) {
            if (task.compareAndSet(null, mine)) {
                if (!passed) {
                    leftovers.decrementAndGet();
                }
            } else {
                passed = true;
                task.set(mine);
            }
        }
    }
}
