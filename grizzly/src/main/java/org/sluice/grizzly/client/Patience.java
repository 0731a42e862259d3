package org.sluice.grizzly.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;

/**
 * How long an attempt waits for each of its steps: until the step's deadline or its own, or until nobody wants it any more. Safe for all
 * threads.
 */
final class Patience {

    private final @Nullable Deadline overall;
    private final CompletableFuture<Object> givenUp = new CompletableFuture<>();

    /** Null where the steps' deadlines are all. */
    Patience(@Nullable Deadline overall) {
        this.overall = overall;
    }

    /** Ends the waits of now and later. */
    void end() {
        givenUp.completeExceptionally(new InterruptedIOException("The connect was given up"));
    }

    /**
     * Looks whether there is any left, after something failed that may have had another reason.
     *
     * @throws IOException if it was given up, or the time of the whole connect is over
     */
    void check() throws IOException {
        boolean unused = checked("the connect");
        if (overall != null && overall.leftNanos() <= 0) {
            throw tooLate("the connect", overall.timeout());
        }
    }

    /**
     * Waits for a step.
     *
     * @param step its failure is thrown as it is, if it is an {@link IOException}
     * @param what for the message
     * @param deadline of the step
     * @throws InterruptedIOException if it was given up, or the thread interrupted, which it then still is
     * @throws IOException caused by a {@link TimeoutException} when the time is over
     */
    <T> T await(CompletableFuture<T> step, String what, Deadline deadline) throws IOException {
        Deadline nearer = overall == null || deadline.leftNanos() <= overall.leftNanos() ? deadline : overall;
        try {
            if (!first(List.of(step), what, nearer.leftNanos())) {
                throw tooLate(what, nearer.timeout());
            }
            return step.get();
        } catch (InterruptedException e) {
            throw interrupted(e, what);
        } catch (CancellationException e) {
            throw failure(e, what);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), what);
        }
    }

    /**
     * Waits until one of several steps has ended, in whatever way, or the time is over.
     *
     * @throws InterruptedIOException if it was given up, or the thread interrupted, which it then still is
     * @throws IOException caused by a {@link TimeoutException} when the time of the whole connect is over
     */
    void awaitAny(Collection<CompletableFuture<?>> steps, long nanos) throws IOException {
        String what = "a TCP connection";
        Deadline all = overall;
        try {
            long left = all == null ? nanos : Math.min(nanos, all.leftNanos());
            if (!first(steps, what, left) && all != null && all.leftNanos() <= 0) {
                throw tooLate(what, all.timeout());
            }
        } catch (InterruptedException e) {
            throw interrupted(e, what);
        }
    }

    /** Whether one of the steps ended in time. */
    private boolean first(Collection<? extends CompletableFuture<?>> steps, String what, long nanos)
            throws IOException, InterruptedException {
        List<CompletableFuture<?>> all = new ArrayList<>(steps);
        all.add(givenUp);
        try {
            CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
                    .get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            // The step's own failure is its caller's.
            return checked(what);
        }
        return checked(what);
    }

    private boolean checked(String what) throws IOException {
        IOException end = failureOf(givenUp, what);
        if (givenUp.isDone() && end != null) {
            throw end;
        }
        return true;
    }

    /** Why a step failed; null where it did not, or has not ended. */
    static @Nullable IOException failureOf(CompletableFuture<?> step, String what) {
        if (!step.isCompletedExceptionally()) {
            return null;
        }
        try {
            Object unused = step.join();
            return null;
        } catch (CompletionException e) {
            return failure(e.getCause(), what);
        } catch (CancellationException e) {
            return failure(e, what);
        }
    }

    private static IOException tooLate(String what, Duration timeout) {
        return new IOException(
                "The time for the connect, " + timeout + ", was over while it waited for " + what,
                new TimeoutException());
    }

    private static IOException interrupted(InterruptedException e, String what) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted =
                new InterruptedIOException("Interrupted while the connect waited for " + what);
        interrupted.initCause(e);
        return interrupted;
    }

    private static IOException failure(@Nullable Throwable cause, String what) {
        return cause instanceof IOException io ? io : new IOException("The connect failed at " + what, cause);
    }
}
