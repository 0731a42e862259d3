package org.sluice.core.common;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets the calls on one stream in one after the other. A call may last as long as the peer takes; so one that waits for another gives up
 * in its own time, and when its thread is interrupted. What is then thrown is left to those who know what the call is for.
 */
public final class OneCaller {

    /** Not a monitor: it is held over waits, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Function<Deadline, IOException> late;
    private final Supplier<IOException> interrupted;

    /**
     * Lets nobody in yet.
     *
     * @param late makes what is thrown when the time is over
     * @param interrupted makes what is thrown on an interrupt, which it sets again
     */
    public OneCaller(Function<Deadline, IOException> late, Supplier<IOException> interrupted) {
        this.late = late;
        this.interrupted = interrupted;
    }

    /**
     * Waits until nobody else is in. One that finds nobody does not wait, also when it is interrupted.
     *
     * @param timeout for the wait; asked for only where there is one
     * @throws IOException if the time is over or the thread was interrupted; the call is then not in
     */
    public void enter(Supplier<Duration> timeout) throws IOException {
        if (lock.tryLock()) {
            return;
        }
        Deadline deadline = Deadline.in(timeout.get());
        try {
            if (!lock.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw late.apply(deadline);
            }
        } catch (InterruptedException e) {
            throw interrupted.get();
        }
    }

    /** Lets the next one in. */
    public void leave() {
        lock.unlock();
    }
}
