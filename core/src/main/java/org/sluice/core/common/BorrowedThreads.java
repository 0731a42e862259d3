package org.sluice.core.common;

import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A share in an executor that belongs to somebody else: what is run through it can be waited for and interrupted, and the executor
 * itself runs on. Each batch of callbacks goes through here, so that no lock is shared by those that run them.
 *
 * <p>Lock: {@code this}, where a thread waits for the end, and to wake it.
 */
final class BorrowedThreads extends AbstractExecutorService {

    private static final int SHUT = Integer.MIN_VALUE;

    private final Executor lender;
    private final Map<Thread, Stay> busy = new ConcurrentHashMap<>();
    /** How many tasks were admitted and have not ended, and whether it is {@link #SHUT}. */
    private final AtomicInteger tasks = new AtomicInteger();

    BorrowedThreads(Executor lender) {
        this.lender = lender;
    }

    /** A share in threads that come by themselves: all it runs is admitted. */
    static BorrowedThreads none() {
        return new BorrowedThreads(task -> {
            throw new RejectedExecutionException("There is no thread to run it");
        });
    }

    /** Makes a task one of these, to be run once by a thread of the caller; where it never ends, so does no wait for it. */
    Runnable admit(Runnable task) {
        begin();
        return () -> run(task);
    }

    @Override
    public void execute(Runnable task) {
        begin();
        boolean lent = false;
        try {
            lender.execute(() -> run(task));
            lent = true;
        } finally {
            if (!lent) {
                end();
            }
        }
    }

    private void run(Runnable task) {
        Stay stay = new Stay();
        busy.put(stay.thread, stay);
        try {
            task.run();
        } finally {
            stay.end();
            busy.remove(stay.thread);
            end();
        }
    }

    private void begin() {
        int before;
        do {
            before = tasks.get();
            if (before < 0) {
                throw new RejectedExecutionException("The application has stopped");
            }
        } while (!tasks.compareAndSet(before, before + 1));
    }

    private void end() {
        if (tasks.decrementAndGet() == SHUT) {
            terminated();
        }
    }

    private synchronized void terminated() {
        notifyAll();
    }

    @Override
    public void shutdown() {
        if (tasks.getAndUpdate(before -> before | SHUT) == 0) {
            terminated();
        }
    }

    /** Tasks that the lender has not begun cannot be taken back. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        busy.values().forEach(Stay::interrupt);
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return tasks.get() < 0;
    }

    @Override
    public boolean isTerminated() {
        return tasks.get() == SHUT;
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (long left = end - System.nanoTime(); !isTerminated() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return isTerminated();
    }

    /** A thread while it runs a task: an interrupt must not reach what it does afterwards. Guarded by itself. */
    private static final class Stay {

        private final Thread thread = Thread.currentThread();
        private boolean over;

        synchronized void interrupt() {
            if (!over) {
                thread.interrupt();
            }
        }

        synchronized void end() {
            over = true;
        }
    }
}
