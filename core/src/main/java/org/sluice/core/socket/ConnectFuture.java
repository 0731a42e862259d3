package org.sluice.core.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.sluice.api.CloseCode;
import org.sluice.api.SocketClosedException;
import org.sluice.core.port.Lending;

/** What the application holds while a socket connects. Cancelling it reaches the connector, which a dependent future would not. */
final class ConnectFuture {

    private ConnectFuture() {}

    /**
     * A future for the application.
     *
     * @param attempt the connector's own
     * @param failed told why, before the future completes
     * @param cancelled told that the application cancelled, before the attempt is
     */
    static CompletableFuture<Void> of(CompletableFuture<Void> attempt, Consumer<Throwable> failed, Runnable cancelled) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        CompletionStage<Void> unusedOfResult = result.whenComplete((nothing, failure) -> {
            if (result.isCancelled()) {
                // In this order: a connection that has just opened ends with the attempt, and that is to be heard by
                // nobody.
                cancelled.run();
                attempt.cancel(true);
            }
        });
        CompletionStage<Void> unusedOfAttempt = attempt.whenComplete((nothing, failure) -> {
            if (failure == null) {
                result.complete(null);
            } else {
                failed.accept(failure);
                result.completeExceptionally(cause(failure));
            }
        });
        return result;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
    }

    /** Waits; an interrupt gives the connect up. */
    static void await(CompletableFuture<Void> connecting) throws IOException {
        if (!connecting.isDone()) {
            Lending.aboutToWait();
        }
        try {
            connecting.get();
        } catch (InterruptedException e) {
            connecting.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The thread was interrupted while connecting; the connect was given up.");
        } catch (CancellationException e) {
            throw new SocketClosedException("connect", CloseCode.ABNORMAL, "closed by this end", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("The connector failed in a way that it does not document", e.getCause());
        }
    }
}
