package org.sluice.core.common;

import org.jspecify.annotations.Nullable;

/** Runs steps each of which has to happen, whatever becomes of those before it. */
public final class Steps {

    private Steps() {}

    /**
     * Runs all, in order; what the first that fails threw is thrown behind the last, with the other failures suppressed in it.
     *
     * @param steps each run once
     */
    public static void all(Runnable... steps) {
        Throwable failure = null;
        for (Runnable step : steps) {
            failure = with(failure, step);
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private static @Nullable Throwable with(@Nullable Throwable before, Runnable step) {
        try {
            step.run();
            return before;
        } catch (RuntimeException | Error e) {
            if (before == null) {
                return e;
            }
            if (before != e) {
                before.addSuppressed(e);
            }
            return before;
        }
    }
}
