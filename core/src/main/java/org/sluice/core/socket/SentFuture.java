package org.sluice.core.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Cork;
import org.sluice.core.common.Failures;

/**
 * What the application holds of a message that is on its way. Its continuations run where the application may block, and never on a thread
 * that writes for others.
 */
final class SentFuture extends CompletableFuture<Void> {

    private final Executor threads;

    private SentFuture(Executor threads) {
        this.threads = threads;
    }

    /** Ends as {@code done} does; the threads run the continuations. */
    static CompletableFuture<Void> of(CompletableFuture<Void> done, Executor threads) {
        SentFuture sent = new SentFuture(threads);
        CompletionStage<Void> unused = done.whenComplete(sent::end);
        return sent;
    }

    private void end(@Nullable Void nothing, @Nullable Throwable failure) {
        // A thread with a cork runs callbacks, and so could run a continuation that comes in this moment.
        if (getNumberOfDependents() == 0 && Cork.current() != null) {
            finish(failure);
        } else {
            threads.execute(() -> finish(failure));
        }
    }

    private void finish(@Nullable Throwable failure) {
        if (failure == null) {
            complete(null);
        } else {
            // An engine or a container fails with what it likes.
            completeExceptionally(failure instanceof WebSocketException ? failure : Failures.copy("send", failure));
        }
    }
}
