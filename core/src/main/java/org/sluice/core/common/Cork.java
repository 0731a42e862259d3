package org.sluice.core.common;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what a thread would send while it has more tasks to run that may send too, so that they share a call to the system. What the
 * last of them sends goes out at once. Somebody must see to it that a task that blocks does not hold for long: any thread may release.
 *
 * <p>Guarded by itself; nothing is called while it is held. The thread with the cork alone says whether more follows, and may ask without the lock: a
 * release says so before it runs what is held, so that a flush which is not told of it comes before that run, and goes with it.
 */
public final class Cork {

    private static final ThreadLocal<@Nullable Cork> CURRENT = new ThreadLocal<>();

    /** Touched by the thread with the cork alone. */
    private boolean more;
    /** What was held last; touched by the thread with the cork alone. */
    private @Nullable Runnable newest;

    private volatile boolean released;
    private @Nullable Set<Runnable> held;

    /**
     * Runs tasks on this thread, and then lets out what is still held.
     *
     * @param tasks run once
     */
    public void during(Runnable tasks) {
        Cork before = CURRENT.get();
        CURRENT.set(this);
        try {
            tasks.run();
        } finally {
            release();
            CURRENT.set(before);
        }
    }

    /**
     * The cork of the calling thread.
     *
     * @return null where there is none
     */
    public static @Nullable Cork current() {
        return CURRENT.get();
    }

    /**
     * Holds back a flush, if there is a cork on this thread and more to come.
     *
     * @param flush run later, once for all equal ones, by any thread; must neither block nor throw
     * @return false to flush now
     */
    public static boolean holds(Runnable flush) {
        Cork cork = CURRENT.get();
        return cork != null && cork.hold(flush);
    }

    /** Whether another task follows the one that begins. */
    void more(boolean follows) {
        more = follows;
    }

    private boolean hold(Runnable flush) {
        if (!more || released) {
            return false;
        }
        if (flush == newest) {
            return true;
        }
        synchronized (this) {
            if (released) {
                return false;
            }
            Set<Runnable> all = held == null ? new LinkedHashSet<>() : held;
            held = all;
            all.add(flush);
        }
        newest = flush;
        return true;
    }

    /** Lets out what is held, and holds no more. */
    public void release() {
        Set<Runnable> all;
        synchronized (this) {
            released = true;
            all = held;
            held = null;
        }
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }
}
