package org.sluice.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

    /** Work that blocks must not take one of the shared threads, of which there may be just one. */
    static void onItsOwnThread(Runnable work) {
        Thread thread = new Thread(work, "beside the test");
        thread.setDaemon(true);
        thread.start();
    }
}
