package org.sluice.core.doubles;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call on a thread of its own, which a test can see wait and can interrupt. */
public final class Worker<T> {

    private final FutureTask<T> task;
    private final Thread thread;
    private final AtomicBoolean interruptedAtEnd = new AtomicBoolean();

    private Worker(Callable<T> call) {
        task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                interruptedAtEnd.set(Thread.currentThread().isInterrupted());
            }
        });
        thread = new Thread(task, "test-worker");
        thread.setDaemon(true);
    }

    public static <T> Worker<T> start(Callable<T> call) {
        Worker<T> worker = new Worker<>(call);
        worker.thread.start();
        return worker;
    }

    /** As {@link #start} for a call without a result. */
    public static Worker<String> run(Action action) {
        return start(() -> {
            action.run();
            return "returned";
        });
    }

    /** Waits until the thread waits for something. */
    public Worker<T> awaitWaiting() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case TERMINATED -> throw new AssertionError("The call did not wait but ended");
            default -> false;
        });
        return this;
    }

    public boolean isDone() {
        return task.isDone();
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Whether the interrupt was still set when the call ended. */
    public boolean endedInterrupted() {
        return interruptedAtEnd.get();
    }

    public T result() throws InterruptedException, ExecutionException, TimeoutException {
        return task.get(20, TimeUnit.SECONDS);
    }

    /** What the call threw. */
    public Throwable failure() throws InterruptedException, TimeoutException {
        try {
            T result = result();
            throw new AssertionError("The call did not fail but returned " + result);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause == null ? e : cause;
        }
    }

    /** What a call does. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }
}
