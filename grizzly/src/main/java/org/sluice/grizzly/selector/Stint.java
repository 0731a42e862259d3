package org.sluice.grizzly.selector;

import java.lang.Thread.State;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Borrower;
import org.sluice.core.port.Lender;

/**
 * The time of one thread at a selector. While it reads it may be borrowed; the borrower runs after the reading, when the selector is
 * nobody's, and the thread goes back to it unless it was relieved meanwhile.
 */
final class Stint implements Lender {

    /** Looks in a row that have to see it waiting; a single one may be for a lock. */
    private static final int WAITING = 2;
    /** Looks at a busy thread, which may only wait for a processor, or in the system for something that Java does not see. */
    private static final int BUSY = 20;

    private final SelectorThreads threads;
    private final Thread thread = Thread.currentThread();
    private final Turn turn = new Turn();

    // Written before a turn begins, and not before it has ended; read by others in between.
    private @Nullable SelectorRunner runner;
    private @Nullable Borrower borrower;

    // Touched by this thread alone.
    private boolean reading;
    private boolean kept;

    // Touched by the watch alone.
    private long seen;
    private int looks;
    private int waited;

    /** Begins; on its thread. */
    Stint(SelectorThreads threads) {
        this.threads = threads;
    }

    /** What this thread reads comes from a selector of Grizzly, and is for sockets that may borrow it. */
    void beginReading() {
        reading = true;
    }

    /** An Error is on its way to Grizzly, which goes on with the selector on this thread; who has borrowed it gets another. */
    void failedReading() {
        reading = false;
        Borrower by = borrower;
        borrower = null;
        if (by != null) {
            threads.beside(by);
        }
    }

    /** Runs who has borrowed the thread meanwhile. False where the thread must let go of the selector, which the outermost call takes up again. */
    boolean endReading(SelectorRunner from) {
        reading = false;
        Borrower by = borrower;
        if (by == null) {
            return true;
        }
        threads.watch();
        // From now on Grizzly takes calls of this thread as those of any other.
        from.postpone();
        runner = from;
        turn.begin();
        threads.borrowed();
        try {
            by.run();
        } catch (Throwable e) {
            // It ends a thread of its own where it has one; here it must not end the selector.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } finally {
            // A callback that leaves the flag set, or was interrupted in its last moment, must not keep the selector
            // from waiting.
            boolean unused = Thread.interrupted();
            kept = turn.end();
            borrower = null;
        }
        return false;
    }

    /** Whether the thread has let go of a selector that is still its own. */
    boolean goesOn() {
        boolean again = kept;
        kept = false;
        return again;
    }

    @Override
    public boolean isOpen() {
        return reading && borrower == null;
    }

    @Override
    public void lend(Borrower by) {
        if (!isOpen()) {
            throw new IllegalStateException("The thread is not to be borrowed now");
        }
        borrower = by;
    }

    @Override
    public void aboutToWait() {
        long now = turn.number();
        Borrower by = borrower;
        if (by != null && Turn.isUnderWay(now)) {
            by.overdue(false);
            threads.relieve(this, now);
        }
    }

    /** Has the thread relieved if it has been borrowed since the look before; by the watch. */
    Sight look() {
        long now = turn.number();
        boolean fresh = now != seen;
        seen = now;
        if (!Turn.isUnderWay(now)) {
            return Sight.NOTHING;
        }
        if (fresh) {
            looks = 0;
            waited = 0;
            return Sight.FRESH;
        }
        looks++;
        waited = waits() ? waited + 1 : 0;
        if (waited == WAITING || looks % BUSY == 0) {
            threads.relieve(this, now);
        }
        return Sight.LASTING;
    }

    private boolean waits() {
        return thread.getState() != State.RUNNABLE;
    }

    /** Takes the selector over, on the thread that will lead it; null where there is nothing to relieve any more. */
    @Nullable
    SelectorRunner relieve(long underWay) {
        Borrower by = borrower;
        SelectorRunner from = runner;
        if (!turn.relieve(underWay) || by == null) {
            return null;
        }
        by.overdue(waits());
        return from;
    }
}
