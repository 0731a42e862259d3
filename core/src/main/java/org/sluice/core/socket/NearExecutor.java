package org.sluice.core.socket;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.common.Cork;
import org.sluice.core.port.Borrower;
import org.sluice.core.port.Lender;
import org.sluice.core.port.Lending;

/**
 * Runs the callbacks of one socket on the thread that has read what they are for, where that lends itself and the callbacks are short;
 * otherwise on threads of the application. Their order is left to the caller, who runs one at a time.
 */
final class NearExecutor implements Executor {

    private static final Trust.Caution CAUTION = new Trust.Caution(System::nanoTime);

    private final ContextExecutor threads;
    private final Trust trust;
    private final LongSupplier clock;

    /** The clock is in nanoseconds. */
    NearExecutor(ContextExecutor threads, Trust trust, LongSupplier clock) {
        this.threads = threads;
        this.trust = trust;
        this.clock = clock;
    }

    /** An executor for one socket; just the threads where no others will do. */
    static Executor over(Executor threads) {
        return threads instanceof ContextExecutor own
                ? new NearExecutor(own, new Trust(CAUTION), System::nanoTime)
                : threads;
    }

    @Override
    public void execute(Runnable task) {
        Lender lender = Lending.current();
        if (lender != null && lender.isOpen() && trust.isGiven()) {
            Runnable admitted = threads.admit(task);
            if (admitted != null) {
                lender.lend(new Run(admitted));
                return;
            }
        }
        threads.execute(trust.isOwed() ? () -> measure(task) : task);
    }

    private void measure(Runnable task) {
        long began = clock.getAsLong();
        try {
            task.run();
        } finally {
            trust.proved(clock.getAsLong() - began);
        }
    }

    /** A run of callbacks on a thread that is lent. */
    private final class Run implements Borrower {

        private final Runnable callbacks;
        private final Cork cork = new Cork();

        Run(Runnable callbacks) {
            this.callbacks = callbacks;
        }

        @Override
        public void run() {
            cork.during(callbacks);
        }

        @Override
        public void overdue(boolean blocked) {
            trust.lost(blocked);
            cork.release();
        }
    }
}
