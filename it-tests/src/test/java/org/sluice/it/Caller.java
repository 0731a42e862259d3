package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call on a thread of its own, which a test can see wait and can interrupt. */
final class Caller {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interruptedAtEnd;

    private Caller(Sending call) {
        thread = new Thread(() -> run(call), "a caller of the test");
        thread.setDaemon(true);
    }

    static Caller of(Sending call) {
        Caller caller = new Caller(call);
        caller.thread.start();
        return caller;
    }

    private void run(Sending call) {
        Throwable failure = null;
        try {
            call.run();
        } catch (Throwable e) {
            failure = e;
        }
        interruptedAtEnd = Thread.currentThread().isInterrupted();
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    /** Waits until the call waits for something that takes its time. */
    Caller awaitWaiting() {
        await().pollInterval(Duration.ofMillis(5))
                .during(Duration.ofMillis(50))
                .until(() -> switch (thread.getState()) {
                    case WAITING, TIMED_WAITING, BLOCKED -> true;
                    case TERMINATED -> throw new AssertionError("the call did not wait but ended");
                    default -> false;
                });
        return this;
    }

    void interrupt() {
        thread.interrupt();
    }

    void returns() throws InterruptedException, ExecutionException, TimeoutException {
        ended.get(20, TimeUnit.SECONDS);
    }

    /** The interrupt surfaced in the call, and the thread still has it. */
    void endsInterrupted() {
        assertThat(ended)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(InterruptedIOException.class);
        assertThat(interruptedAtEnd).as("the interrupt stays set").isTrue();
    }
}
