package org.sluice.grizzly.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;

/** How long an attempt waits for each of its steps: until the deadline, or until nobody wants it any more. Safe for all threads. */
final class Patience {

    private final Deadline deadline;
    private final CompletableFuture<Object> givenUp = new CompletableFuture<>();

    Patience(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Ends the waits of now and later. */
    void end() {
        givenUp.completeExceptionally(new InterruptedIOException("The connect was given up"));
    }

    /**
     * Waits for a step.
     *
     * @param step its failure is thrown as it is, if it is an {@link IOException}
     * @param what for the message
     * @throws InterruptedIOException if it was given up, or the thread interrupted, which it then still is
     * @throws IOException caused by a {@link TimeoutException} when the time is over
     */
    <T> T await(CompletableFuture<T> step, String what) throws IOException {
        try {
            if (givenUp.isDone()) {
                givenUp.get();
            }
            CompletableFuture.anyOf(step, givenUp).get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
            return step.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e, what);
        } catch (TimeoutException e) {
            throw new IOException(
                    "The time for the connect, " + deadline.timeout() + ", was over while it waited for " + what, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), what);
        }
    }

    private static IOException interrupted(InterruptedException e, String what) {
        InterruptedIOException interrupted =
                new InterruptedIOException("Interrupted while the connect waited for " + what);
        interrupted.initCause(e);
        return interrupted;
    }

    private static IOException failure(@Nullable Throwable cause, String what) {
        return cause instanceof IOException io ? io : new IOException("The connect failed at " + what, cause);
    }
}
