package org.sluice.grizzly.selector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who has a selector while its thread is borrowed: that thread still, when the borrower ends, or the one that relieves it before; never
 * both, and never neither. Turns are numbered, so that a relief that comes late is none.
 */
final class Turn {

    /** Odd while a borrower runs. */
    private final AtomicLong number = new AtomicLong();
    /** Touched by the borrowed thread alone. */
    private long mine;

    /** The borrower begins; on its thread. */
    void begin() {
        mine = number.incrementAndGet();
    }

    /** The borrower ended; on its thread. True where the selector is still this thread's. */
    boolean end() {
        return number.compareAndSet(mine, mine + 1);
    }

    /** What to relieve by; by any thread. */
    long number() {
        return number.get();
    }

    static boolean isUnderWay(long number) {
        return (number & 1) == 1;
    }

    /** Takes the selector, for the calling thread; false where the borrower has ended or somebody else has it. */
    boolean relieve(long underWay) {
        return number.compareAndSet(underWay, underWay + 1);
    }
}
