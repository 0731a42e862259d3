package org.sluice.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work beside the test's own thread, which may fail. */
interface Sending {

    void run() throws Exception;

    /** Begins it; the future tells how it ended. */
    static CompletableFuture<Void> of(Sending work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
