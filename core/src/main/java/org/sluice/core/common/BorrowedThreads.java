package org.sluice.core.common;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A share in an executor that belongs to somebody else: what is run through it can be waited for and interrupted, and the executor
 * itself runs on. Guarded by itself.
 */
final class BorrowedThreads extends AbstractExecutorService {

    private final Executor lender;
    private final Set<Thread> busy = new HashSet<>();
    private int tasks;
    private boolean shut;

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
        synchronized (this) {
            busy.add(Thread.currentThread());
        }
        try {
            task.run();
        } finally {
            synchronized (this) {
                busy.remove(Thread.currentThread());
            }
            end();
        }
    }

    private synchronized void begin() {
        if (shut) {
            throw new RejectedExecutionException("The application has stopped");
        }
        tasks++;
    }

    private synchronized void end() {
        tasks--;
        notifyAll();
    }

    @Override
    public synchronized void shutdown() {
        shut = true;
        notifyAll();
    }

    /** Tasks that the lender has not begun cannot be taken back. */
    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown();
        busy.forEach(Thread::interrupt);
        return List.of();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shut;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shut && tasks == 0;
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (long left = end - System.nanoTime(); !isTerminated() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return isTerminated();
    }
}
