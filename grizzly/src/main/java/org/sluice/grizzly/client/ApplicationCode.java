package org.sluice.grizzly.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.sluice.core.common.Deadline;

/**
 * Runs what the application brings to a connect on a thread of its own, since it may block beyond every deadline, and fail in any way.
 * Who waits for it no longer interrupts it, and hears nothing more of it.
 */
final class ApplicationCode {

    private final Executor threads;
    private final Patience patience;

    ApplicationCode(Executor threads, Patience patience) {
        this.threads = threads;
        this.patience = patience;
    }

    /** With a result. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    /** Without one. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /**
     * Asks the application.
     *
     * @param what for the message
     * @throws IOException the question's own, or caused by what else it threw, or as the patience ended
     */
    <T> T ask(String what, Deadline deadline, Question<T> question) throws IOException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        FutureTask<T> task = new FutureTask<>(question::ask) {
            @Override
            protected void set(T value) {
                super.set(value);
                answer.complete(value);
            }

            @Override
            protected void setException(Throwable cause) {
                super.setException(cause);
                answer.completeExceptionally(cause);
            }
        };
        threads.execute(() -> {
            task.run();
            // One that came late was meant for the question, not for what this thread does next.
            Thread.interrupted();
        });
        try {
            return patience.await(answer, what, deadline);
        } finally {
            task.cancel(true);
        }
    }

    /** As {@link #ask}, where there is nothing to answer. */
    void tell(String what, Deadline deadline, Action action) throws IOException {
        boolean unused = ask(what, deadline, () -> {
            action.run();
            return true;
        });
    }
}
