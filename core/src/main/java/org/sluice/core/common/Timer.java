package org.sluice.core.common;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks later, on one daemon thread that ends when nothing waits. One for each class loader; it can be stopped, when
 * everything has ended that it could be asked to end.
 */
public final class Timer {

    /** Null while stopped. */
    private static volatile @Nullable ScheduledThreadPoolExecutor running = create();

    private Timer() {}

    /**
     * Runs a task later.
     *
     * @param delay from now
     * @param task must neither block nor throw
     * @return takes the task back
     */
    public static Cancel in(Duration delay, Runnable task) {
        return at(Deadline.in(delay), task);
    }

    /**
     * Runs a task when a deadline is over. Once stopped, it never runs.
     *
     * @param deadline when
     * @param task must neither block nor throw
     * @return takes the task back
     */
    public static Cancel at(Deadline deadline, Runnable task) {
        ScheduledThreadPoolExecutor timer = running;
        if (timer == null) {
            return () -> {};
        }
        try {
            ScheduledFuture<?> scheduled = timer.schedule(task, deadline.leftNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException stoppedMeanwhile) {
            return () -> {};
        }
    }

    /** Takes a scheduled task back. */
    @FunctionalInterface
    public interface Cancel {

        /** Has no effect once the task runs. */
        void cancel();
    }

    /** Takes tasks again after a stop. Does nothing while it runs. */
    public static synchronized void start() {
        if (running == null) {
            running = create();
        }
    }

    /**
     * Forgets all tasks, and waits until its thread has ended. Does nothing once stopped.
     *
     * @param deadline for the wait
     */
    public static synchronized void stop(Deadline deadline) {
        ScheduledThreadPoolExecutor timer = running;
        running = null;
        if (timer == null) {
            return;
        }
        timer.shutdownNow();
        try {
            // Its tasks do not block: it ends in no time, whatever this says.
            boolean unused = timer.awaitTermination(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledThreadPoolExecutor create() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> Threads.daemon(task, "sluice-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
