package org.sluice.client.cli;

import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows on a terminal how far a transfer is, five times a second, also while nothing moves. */
final class ProgressBar implements Progress {

    private static final long INTERVAL_MILLIS = 200;
    /** Goes to the beginning of the line and clears what is behind the cursor (ECMA-48, EL). */
    private static final String REPLACE = "\r\u001b[K";

    private final PrintStream err;
    private final OptionalLong total;
    private volatile long moved;
    private final RateWindow rate = new RateWindow();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-progress");
        thread.setDaemon(true);
        return thread;
    });

    /** Shows progress until it is closed. */
    ProgressBar(PrintStream err, OptionalLong total) {
        this.err = err;
        this.total = total;
        // Here, since a short transfer may be over before the timer's thread begins.
        show();
        var unused = timer.scheduleAtFixedRate(this::show, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void moved(long bytes) {
        moved = bytes;
    }

    private void show() {
        long bytes = moved;
        err.print(REPLACE + ProgressLine.of(bytes, total, rate.sample(bytes, System.nanoTime())));
        err.flush();
    }

    /** Removes the line. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            // Otherwise the line might come back after it was removed.
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.print(REPLACE);
        err.flush();
    }
}
