package org.sluice.core.common;

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
        super.execute(() -> run(task));
        // Looked at by the next tick if one is due anyway.
        if (!getQueue().isEmpty() && ticking.compareAndSet(false, true)) {
            tickLater();
        }
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

    /** Makes up for the tasks that have run since before the last tick. */
    private void tick() {
        int old = running.get() - young.running.get();
        young = new Young();
        if (!isShutdown()) {
            // Starts threads for what waits, where there are more than before.
            setCorePoolSize(LEAST + Math.max(0, old));
        }
        if (getQueue().isEmpty()) {
            // What blocked may end before the next tick, and must not leave a burst more threads than it needs.
            setCorePoolSize(LEAST);
            ticking.set(false);
            if (getQueue().isEmpty() || !ticking.compareAndSet(false, true)) {
                return;
            }
        }
        tickLater();
    }
}
