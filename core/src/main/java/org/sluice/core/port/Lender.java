package org.sluice.core.port;

/**
 * A thread of an engine that lends itself to the sockets whose data it reads, so that no other has to wake up for a callback. Called by
 * that thread alone.
 */
public interface Lender {

    /**
     * Whether the thread can be borrowed now: it is reading, and nobody has borrowed it yet.
     *
     * @return true to {@link #lend}
     */
    boolean isOpen();

    /**
     * Borrows the thread, while it is open. What was read is decoded to its end first.
     *
     * @param borrower run soon
     */
    void lend(Borrower borrower);

    /** The borrower is about to wait: another thread takes the engine's own work over at once. Does nothing while nobody borrows. */
    void aboutToWait();
}
