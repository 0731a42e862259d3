package org.sluice.core.send;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;

/**
 * A lock with conditions that does not know who has it: no thread may take it twice. Known to the JDK's own, the owner is a reference from
 * an old object to another at each turn, and a collector such as G1 looks at each such object again; with a message to each of a thousand
 * connections that was dearer than the lock (docs/performance.md). Its state is 1 while somebody has it. Safe for all threads.
 */
final class Mutex extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1;

    void lock() {
        acquire(1);
    }

    void unlock() {
        boolean unused = release(1);
    }

    /** To be waited for, and signalled, with the lock. */
    Condition newCondition() {
        return new ConditionObject();
    }

    @Override
    protected boolean tryAcquire(int one) {
        return compareAndSetState(0, one);
    }

    @Override
    protected boolean tryRelease(int one) {
        setState(0);
        return true;
    }

    /** All that is known: the thread that asks has it where anybody has. */
    @Override
    protected boolean isHeldExclusively() {
        return getState() != 0;
    }
}
