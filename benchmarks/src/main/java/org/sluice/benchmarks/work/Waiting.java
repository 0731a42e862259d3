package org.sluice.benchmarks.work;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the thread of a receiver brings, and not for ever. */
final class Waiting {

    /** Longer than any run; a peer that says nothing for so long has lost something. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private Waiting() {}

    static <T> T on(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("nothing came for " + LONGEST.toSeconds() + " s", e);
        }
    }
}
