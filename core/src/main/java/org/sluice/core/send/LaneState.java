package org.sluice.core.send;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.credit.CreditWindow;

/**
 * The state of a lane as steps that are each done as a whole: what is let in ({@link Admission}), what goes next ({@link SendQueue}), and
 * the end. What becomes of the units is left to the {@link SendLane}.
 *
 * <p>Lock: {@code lock} guards all state, and is given up while a sender waits; nothing foreign is called while it is held,
 * except that {@link LaneWriter#enter} looks whether the sink has room.
 */
final class LaneState {

    private static final AtomicIntegerFieldUpdater<LaneState> ANY =
            AtomicIntegerFieldUpdater.newUpdater(LaneState.class, "any");
    private static final int NONE = 0;
    private static final int SOME = 1;

    private final Mutex lock = new Mutex();
    private final Condition changed = lock.newCondition();
    private final SendQueue queue;
    private final Admission admission;
    private final boolean prompt;
    /**
     * Whether a unit may wait. Written under the lock and read without it by the writer, before it looks whether it was woken once more: so
     * that it misses none.
     */
    private volatile int any;

    /** The writing, which one thread has at a time. */
    @FunctionalInterface
    interface Entrance {

        /** Takes it, if nobody has it and a frame can be written now; called with the lane's lock. */
        boolean enter();
    }

    /**
     * A prompt sink keeps what it takes, and so a frame makes room when it goes; it also takes control frames anywhere, see
     * {@link SendQueue}. The writing is what {@link #handOver} leaves to a sender.
     */
    LaneState(boolean prompt, Runnable writing) {
        this.prompt = prompt;
        queue = new SendQueue(prompt);
        admission = new Admission(queue, changed, () -> unlocked(writing));
    }

    private void unlocked(Runnable call) {
        lock.unlock();
        try {
            call.run();
        } finally {
            lock.lock();
        }
    }

    // Senders.

    /**
     * See {@link Admission#whole}. Where nothing waits and the writing can be entered, which looks at little and waits for nothing, the
     * message is not put into the queue: null is returned, and it is the caller's to write.
     */
    @Nullable
    List<Outgoing> addWhole(Outgoing message, Deadline deadline, Entrance writing) throws IOException {
        lock.lock();
        try {
            if (isOutAtOnce(message) && admission.isFree() && queue.isPassable(message) && writing.enter()) {
                message.whole = true;
                queue.goes(message);
                return null;
            }
            List<Outgoing> dropped = admission.whole(message, deadline);
            ANY.lazySet(this, SOME);
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Admission#first}. */
    void addFirst(Outgoing part, Deadline deadline) throws IOException {
        lock.lock();
        try {
            admission.first(part, deadline);
            ANY.lazySet(this, SOME);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Admission#next}. */
    void addNext(Outgoing part, Deadline deadline) throws IOException {
        lock.lock();
        try {
            admission.next(part, deadline);
            ANY.lazySet(this, SOME);
        } finally {
            lock.unlock();
        }
    }

    /** Takes what goes ahead of data, and never waits. */
    void addControl(Outgoing control) throws IOException {
        lock.lock();
        try {
            admission.throwIfEnded();
            queue.addControl(control);
            ANY.lazySet(this, SOME);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes a message that still waits. True also where it was just dropped: it is not with the sink either. False where it is, or where
     * it is a part: to take one away would corrupt its message.
     */
    boolean takeBack(Outgoing unit) {
        lock.lock();
        try {
            boolean taken = unit.whole && queue.takeBack(unit);
            if (taken) {
                changed.signalAll();
            }
            return taken || unit.dropped;
        } finally {
            lock.unlock();
        }
    }

    // The peer's credit.

    /** Keeps to the window, which is guarded by this lock from now on. */
    void heed(CreditWindow window) {
        lock.lock();
        try {
            queue.heed(window);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the window, if there is one. */
    void changeCredit(Consumer<CreditWindow> change) {
        lock.lock();
        try {
            queue.changeCredit(change);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link SendLane#followsCredit}. */
    boolean followsCredit() {
        lock.lock();
        try {
            return queue.followsCredit();
        } finally {
            lock.unlock();
        }
    }

    // The writer.

    /** The unit that goes next; it counts until {@link #sent}, unless it is a single frame that never blocks. */
    @Nullable
    Outgoing next() {
        if (any == NONE) {
            return null;
        }
        lock.lock();
        try {
            Outgoing unit = queue.next();
            ANY.lazySet(this, queue.isEmpty() ? NONE : SOME);
            if (unit != null && isOutAtOnce(unit)) {
                makeRoom(unit);
            }
            return unit;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOutAtOnce(Outgoing unit) {
        return prompt && unit.size() <= Outgoing.MAX_FRAME;
    }

    private void makeRoom(Outgoing unit) {
        queue.sent(unit);
        changed.signalAll();
    }

    /** See {@link Admission#handOver}. */
    boolean handOver() {
        lock.lock();
        try {
            return admission.handOver();
        } finally {
            lock.unlock();
        }
    }

    /** The control frame that goes next, if one may now. */
    @Nullable
    Outgoing nextControl() {
        lock.lock();
        try {
            return queue.nextControl();
        } finally {
            lock.unlock();
        }
    }

    /** The unit makes room. */
    void sent(Outgoing unit) {
        if (isOutAtOnce(unit)) {
            return;
        }
        lock.lock();
        try {
            makeRoom(unit);
        } finally {
            lock.unlock();
        }
    }

    // The end.

    boolean hasEnded() {
        lock.lock();
        try {
            return admission.hasEnded();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing in any more; false where that was so before. */
    boolean markEnded(IOException cause) {
        lock.lock();
        try {
            boolean first = !admission.hasEnded();
            if (first) {
                admission.end(cause, false);
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nothing in behind the close frame. Returns what was removed, which is what would wait for credit where the close does not
     * wait for it; null where the lane had ended before, and the close frame is not taken.
     */
    @Nullable
    List<Outgoing> close(Outgoing close, IOException whyNoMore, boolean now) {
        lock.lock();
        try {
            if (admission.hasEnded()) {
                return null;
            }
            admission.end(whyNoMore, false);
            List<Outgoing> dropped = now ? queue.dropWithoutCredit() : List.of();
            queue.addData(close);
            ANY.lazySet(this, SOME);
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Removes all, and lets nothing in any more. An earlier reason stays, unless the new one is the better. */
    End end(IOException cause, boolean better) {
        lock.lock();
        try {
            return new End(admission.end(cause, better), queue.drain());
        } finally {
            lock.unlock();
        }
    }

    /** Why a lane has ended, and what was still in it. */
    record End(IOException why, List<Outgoing> lost) {}
}
