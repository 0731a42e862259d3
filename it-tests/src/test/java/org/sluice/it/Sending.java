package org.sluice.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Work beside the test's own thread, which may fail. */
interface Sending {

    void run() throws Exception;

    /** Begins it; the future tells how it ended. */
    static CompletableFuture<Void> of(Sending work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                Sending::onItsOwnThread);
    }

    /** Does it here, and returns what it throws; of a future, what that was told. Null where it succeeds. */
    static @Nullable Throwable failureOf(Sending work) {
        try {
            work.run();
            return null;
        } catch (ExecutionException told) {
            return told.getCause();
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /** Work that blocks must not take one of the shared threads, of which there may be just one. */
    static void onItsOwnThread(Runnable work) {
        Thread thread = new Thread(work, "beside the test");
        thread.setDaemon(true);
        thread.start();
    }
}
