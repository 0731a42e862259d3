package org.sluice.core.port;

/** Work that runs on a thread that an engine lends, and that is the application's: it may take any time. */
public interface Borrower {

    /** Runs the work, once, on the lent thread. */
    void run();

    /**
     * Takes that the work runs for so long that another thread has taken the engine's own work over. May come from any thread, more than
     * once, while the work runs or right after; must neither block nor throw.
     *
     * @param blocked whether the thread was seen waiting, and not only busy
     */
    void overdue(boolean blocked);
}
