package org.sluice.grizzly.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.nio.SelectorHandler;

/**
 * A task that runs once, on the selector's thread or, where that stops before, on the one that stops it: it may be the task that tells the
 * end. Grizzly calls a task that it gives up failed, as it does one that throws.
 */
final class SelectorTask extends EmptyCompletionHandler<SelectorHandler.Task> implements SelectorHandler.Task {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Runnable task;
    /** Written and read by the one thread that has taken it from the selector's queue. */
    private boolean begun;

    SelectorTask(Runnable task) {
        this.task = task;
    }

    @Override
    public boolean run() {
        begun = true;
        task.run();
        return true;
    }

    @Override
    public void failed(Throwable failure) {
        if (begun) {
            LOG.log(Level.ERROR, "What was to be done on the selector's thread failed", failure);
        } else {
            run();
        }
    }
}
