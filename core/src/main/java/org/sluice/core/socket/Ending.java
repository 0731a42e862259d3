package org.sluice.core.socket;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Timer;
import org.sluice.core.port.Lending;

/** The end of a connection as something to wait for, with a limit. How it came about is left to the socket. */
final class Ending {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** The connection has ended. */
    void come() {
        ended.complete(null);
    }

    /** Runs an action at the end. */
    void whenCome(Runnable action) {
        CompletionStage<Void> unused = ended.thenRun(action);
    }

    /** Runs a task unless the end comes before; the task must neither block nor throw. */
    void unlessAfter(Duration delay, Runnable task) {
        Timer.Cancel timer = Timer.in(delay, task);
        CompletionStage<Void> unused = ended.thenRun(timer::cancel);
    }

    /** Waits for the end; when the time is over or the thread is interrupted, it is forced. An interrupt stays set. */
    void await(Duration timeout, Consumer<Exception> force) {
        if (!ended.isDone()) {
            Lending.aboutToWait();
        }
        try {
            ended.get(Deadline.in(timeout).leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            force.accept(e);
        } catch (InterruptedException e) {
            force.accept(e);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a socket never fails", e);
        }
    }
}
