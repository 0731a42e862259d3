package org.sluice.core.port;

import org.jspecify.annotations.Nullable;

/** Knows which threads lend themselves. */
public final class Lending {

    private static final ThreadLocal<@Nullable Lender> CURRENT = new ThreadLocal<>();

    private Lending() {}

    /**
     * Runs what a thread does while it lends itself.
     *
     * @param lender of the calling thread
     * @param work run on this thread
     */
    public static void during(Lender lender, Runnable work) {
        CURRENT.set(lender);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /**
     * The lender of the calling thread.
     *
     * @return null where it is not lent by anybody
     */
    public static @Nullable Lender current() {
        return CURRENT.get();
    }

    /** Says that the calling thread will wait, so that nobody waits for it where it is borrowed. Costs nothing elsewhere. */
    public static void aboutToWait() {
        Lender lender = CURRENT.get();
        if (lender != null) {
            lender.aboutToWait();
        }
    }
}
