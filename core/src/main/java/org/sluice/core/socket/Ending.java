package org.sluice.core.socket;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Steps;
import org.sluice.core.common.Timer;
import org.sluice.core.port.Lending;

/**
 * The end of a connection as something to wait for, with a limit. How it came about is left to the socket.
 *
 * <p>Lock: {@code this} guards all state; nothing is called while it is held.
 */
final class Ending {

    private boolean over;
    /** Run at the end, in this order. A list that takes no more than it has to, since most connections have one action. */
    private List<Runnable> actions = List.of();

    /** The connection has ended. */
    void come() {
        Steps.all(atTheEnd().toArray(Runnable[]::new));
    }

    private synchronized List<Runnable> atTheEnd() {
        List<Runnable> due = actions;
        over = true;
        actions = List.of();
        return due;
    }

    /** Runs an action at the end; at once if it has come. */
    void whenCome(Runnable action) {
        if (!waits(action)) {
            action.run();
        }
    }

    private synchronized boolean waits(Runnable action) {
        if (!over) {
            actions = List.of(Stream.concat(actions.stream(), Stream.of(action)).toArray(Runnable[]::new));
        }
        return !over;
    }

    /** Runs a task unless the end comes before; the task must neither block nor throw. */
    void unlessAfter(Duration delay, Runnable task) {
        whenCome(Timer.in(delay, task)::cancel);
    }

    /** Waits for the end; when the time is over or the thread is interrupted, it is forced. An interrupt stays set. */
    void await(Duration timeout, Consumer<Exception> force) {
        CountDownLatch come = new CountDownLatch(1);
        if (!waits(come::countDown)) {
            return;
        }
        Lending.aboutToWait();
        try {
            if (!come.await(Deadline.in(timeout).leftNanos(), TimeUnit.NANOSECONDS)) {
                force.accept(new TimeoutException());
            }
        } catch (InterruptedException e) {
            force.accept(e);
            Thread.currentThread().interrupt();
        }
    }
}
