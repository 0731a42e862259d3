package org.sluice.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for tasks most of which are short, while any may block for any time. As many run as there are processors, so that a burst of
 * short tasks stays on threads that are awake; each that is at its task for longer has another beside it, so that none waits for it.
 */
final class ElasticPool extends ThreadPoolExecutor {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** How long a task may run before it gets a thread beside it: long for a callback, short for who waits. */
    private static final Duration TICK = Duration.ofMillis(2);

    private static final int LEAST = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** The tasks that began since the last tick; never changed, only counted. */
    private static final class Young {
        private final AtomicInteger running = new AtomicInteger();
    }

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile Young young = new Young();

    /** Threads end when idle for so long. */
    ElasticPool(ThreadFactory factory, long idleSeconds) {
        super(LEAST, Integer.MAX_VALUE, idleSeconds, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        if (ticking.compareAndSet(false, true)) {
            // Nothing has begun for a while, so that what still runs may run for long.
            grow(running.get());
            tickLater();
        }
        super.execute(() -> run(task));
    }

    private void run(Runnable task) {
        Young mine = young;
        mine.running.incrementAndGet();
        running.incrementAndGet();
        try {
            task.run();
        } finally {
            running.decrementAndGet();
            mine.running.decrementAndGet();
        }
    }

    private void tickLater() {
        Timer.Cancel unused = Timer.in(TICK, this::tick);
    }

    /** Makes up for the tasks that have run since before the last tick; until there is neither a younger one nor one that waits. */
    private void tick() {
        int old = running.get() - young.running.get();
        young = new Young();
        try {
            grow(old);
        } catch (RuntimeException e) {
            // A container's factory may refuse for a while; the next tick tries again.
            LOG.log(Level.WARNING, "No thread is to be had for the callbacks that wait", e);
        }
        if (getQueue().isEmpty() && running.get() == Math.max(0, old)) {
            ticking.set(false);
            if (getQueue().isEmpty() || !ticking.compareAndSet(false, true)) {
                return;
            }
        }
        tickLater();
    }

    /** Starts threads for what waits, where there are more than before. */
    private void grow(int blocked) {
        int size = LEAST + Math.max(0, blocked);
        if (size != getCorePoolSize() && !isShutdown()) {
            setCorePoolSize(size);
        }
    }
}
