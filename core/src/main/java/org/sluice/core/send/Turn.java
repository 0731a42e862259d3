package org.sluice.core.send;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The right to send the parts of one message, held from the first part to the last. It goes to the threads that wait for it in the
 * order in which they came, so that none starves. Guarded by the lane's lock.
 */
final class Turn {

    private final Runnable changed;
    /** Made for the first one: a connection that sends whole messages only, and has room for each, never has any. */
    private @Nullable Deque<Object> waiting;

    private boolean taken;

    /** Makes a free turn; {@code changed} wakes all that wait for a change. */
    Turn(Runnable changed) {
        this.changed = changed;
    }

    /** Waits in line; {@code await} throws where the lane ended, the time is over or the thread was interrupted. */
    void take(Await await) throws IOException {
        Object place = new Object();
        Deque<Object> line = waiting == null ? new ArrayDeque<>(1) : waiting;
        waiting = line;
        line.addLast(place);
        try {
            while (taken || line.peekFirst() != place) {
                await.change();
            }
            taken = true;
        } catch (IOException e) {
            // Those behind may have looked, and found this place before them, when the turn was given back.
            changed.run();
            throw e;
        } finally {
            line.remove(place);
        }
    }

    /** Whether nobody has it or waits for it, so that what needs no wait needs no turn. */
    boolean isFree() {
        return !taken && (waiting == null || waiting.isEmpty());
    }

    void giveBack() {
        taken = false;
        changed.run();
    }

    /** Waits for any change of the lane's state. */
    @FunctionalInterface
    interface Await {
        void change() throws IOException;
    }
}
