package org.sluice.core.common;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, on one daemon thread that ends when nothing waits. */
public final class Timer {

    private static final ScheduledThreadPoolExecutor TIMER = create();

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
     * Runs a task when a deadline is over.
     *
     * @param deadline when
     * @param task must neither block nor throw
     * @return takes the task back
     */
    public static Cancel at(Deadline deadline, Runnable task) {
        ScheduledFuture<?> scheduled = TIMER.schedule(task, deadline.leftNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Takes a scheduled task back. */
    @FunctionalInterface
    public interface Cancel {

        /** Has no effect once the task runs. */
        void cancel();
    }

    private static ScheduledThreadPoolExecutor create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sluice-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
