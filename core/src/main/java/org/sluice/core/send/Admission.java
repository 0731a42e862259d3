package org.sluice.core.send;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.sluice.api.MessageDroppedException;
import org.sluice.api.WhenFull;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Failures;

/**
 * Lets data into the queue of a lane, when there is room and when it is the sender's turn; threads wait here. What goes out next is left
 * to the {@link SendQueue}. Guarded by the lane's lock.
 */
final class Admission {

    private final SendQueue queue;
    private final Condition changed;
    /** Made for the first one that needs it: what needs no wait looks at one object less, and most connections never have one. */
    private @Nullable Turn turn;
    /** Goes on with the writing that was left to the one that waits; gives the lock up meanwhile. */
    private final Runnable writing;
    /** Whether a sender, which has the turn, waits for room, and whether the writing was left to it. */
    private boolean waitsForRoom;

    private boolean handedOver;
    /** Whether a message has begun and not ended, so that nothing may come between. */
    private boolean open;

    private @Nullable IOException ended;

    /** Every change that may end a wait signals the condition, which is the lane's. */
    Admission(SendQueue queue, Condition changed, Runnable writing) {
        this.queue = queue;
        this.changed = changed;
        this.writing = writing;
    }

    private Turn turn() {
        Turn known = turn == null ? new Turn(changed::signalAll) : turn;
        turn = known;
        return known;
    }

    private boolean isTurnFree() {
        return turn == null || turn.isFree();
    }

    /**
     * Takes a whole message. Where there is no room, or others wait, its policy decides: it waits for its turn, or never waits. Returns the
     * messages that were dropped for it.
     */
    List<Outgoing> whole(Outgoing message, Deadline deadline) throws IOException {
        message.whole = true;
        if (isTurnFree() && queue.hasRoomFor(message)) {
            throwIfEnded();
            queue.addData(message);
            return List.of();
        }
        if (message.whenFull() != WhenFull.WAIT) {
            throwIfEnded();
            return wholeAtOnce(message);
        }
        turn().take(() -> awaitChange(deadline));
        try {
            addWithRoom(message, deadline);
        } finally {
            turn().giveBack();
        }
        return List.of();
    }

    /** Those who wait for room were here before: what does not wait gets only the room of what it drops. */
    private List<Outgoing> wholeAtOnce(Outgoing message) throws MessageDroppedException {
        List<Outgoing> dropped = open ? List.of() : queue.addInPlaceOfOthers(message, !isTurnFree());
        if (dropped.isEmpty()) {
            throw new MessageDroppedException(message.whenFull(), false, null);
        }
        changed.signalAll();
        return dropped;
    }

    /** Takes the first part of a message, with the turn, which is free again where that fails. */
    void first(Outgoing part, Deadline deadline) throws IOException {
        turn().take(() -> awaitChange(deadline));
        boolean begun = false;
        try {
            addWithRoom(part, deadline);
            begun = true;
        } finally {
            open = begun && !part.endsLogicalMessage();
            if (!open) {
                turn().giveBack();
            }
        }
    }

    /** Takes a further part of the message whose turn the caller holds; the last one gives the turn back. */
    void next(Outgoing part, Deadline deadline) throws IOException {
        addWithRoom(part, deadline);
        if (part.endsLogicalMessage()) {
            open = false;
            turn().giveBack();
        }
    }

    /** Lets nothing in any more. An earlier reason stays, unless the new one is the better. Returns the one that counts. */
    IOException end(IOException cause, boolean better) {
        IOException why = better || ended == null ? cause : ended;
        ended = why;
        changed.signalAll();
        return why;
    }

    /** Whether a whole message would have to wait for nobody. */
    boolean isFree() {
        return ended == null && isTurnFree();
    }

    boolean hasEnded() {
        return ended != null;
    }

    /** Throws an exception of the caller's own. */
    void throwIfEnded() throws IOException {
        if (ended != null) {
            throw Failures.copy("send", ended);
        }
    }

    private void addWithRoom(Outgoing unit, Deadline deadline) throws IOException {
        while (!queue.hasRoomFor(unit)) {
            awaitRoom(deadline);
        }
        throwIfEnded();
        queue.addData(unit);
    }

    /** Whatever ends the wait, what was left to it meanwhile is done. */
    private void awaitRoom(Deadline deadline) throws IOException {
        waitsForRoom = true;
        try {
            awaitChange(deadline);
        } finally {
            waitsForRoom = false;
            if (handedOver) {
                handedOver = false;
                writing.run();
            }
        }
    }

    /** Leaves the writing to the sender that waits for room; false where none does. */
    boolean handOver() {
        if (waitsForRoom && !handedOver) {
            handedOver = true;
            changed.signalAll();
            return true;
        }
        return false;
    }

    @SuppressWarnings("WaitNotInLoop") // Every caller loops on its own condition.
    private void awaitChange(Deadline deadline) throws IOException {
        throwIfEnded();
        try {
            if (changed.awaitNanos(deadline.leftNanos()) <= 0) {
                throwIfEnded();
                throw SendFailures.timeout(deadline);
            }
        } catch (InterruptedException e) {
            throw SendFailures.interrupted();
        }
        throwIfEnded();
    }
}
