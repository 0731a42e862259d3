package org.sluice.client.cli;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts answers and tells when enough of them came. Any thread. Lock: {@code lock} guards all state. */
final class Answers {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long count;
    private boolean ended;

    void came() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more will come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that many came, or no more will come, or none came for the time given. */
    void await(long enough, Duration quiet) throws InterruptedException {
        lock.lock();
        try {
            long left = quiet.toNanos();
            while (count < enough && !ended && left > 0) {
                long before = count;
                left = changed.awaitNanos(left);
                if (count > before) {
                    left = quiet.toNanos();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
