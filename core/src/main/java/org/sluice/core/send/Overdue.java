package org.sluice.core.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Timer;

/**
 * Ends the units that nobody waits for when their time is over. Units and deadlines come in the same order, so that one timer serves
 * all and those that ended are found at the front.
 */
final class Overdue {

    private final BiConsumer<Outgoing, Deadline> expire;
    private final Deque<Entry> entries = new ArrayDeque<>(1);
    private Timer.@Nullable Cancel timer;
    private boolean stopped;

    private record Entry(Outgoing unit, Deadline deadline) {}

    Overdue(BiConsumer<Outgoing, Deadline> expire) {
        this.expire = expire;
    }

    synchronized void watch(Outgoing unit, Deadline deadline) {
        dropEnded();
        if (!stopped && !unit.done().isDone()) {
            entries.addLast(new Entry(unit, deadline));
            arm();
        }
    }

    /** Leaves nothing behind. */
    synchronized void stop() {
        stopped = true;
        entries.clear();
        if (timer != null) {
            timer.cancel();
        }
    }

    synchronized int watched() {
        return entries.size();
    }

    /** On the timer's thread. */
    private void check() {
        late().forEach(entry -> expire.accept(entry.unit(), entry.deadline()));
    }

    private synchronized List<Entry> late() {
        timer = null;
        dropEnded();
        List<Entry> late = new ArrayList<>();
        for (Entry first = entries.peekFirst();
                first != null && first.deadline().leftNanos() <= 0; ) {
            late.add(entries.removeFirst());
            first = entries.peekFirst();
        }
        arm();
        return late;
    }

    private void dropEnded() {
        for (Entry first = entries.peekFirst();
                first != null && first.unit().done().isDone(); ) {
            entries.removeFirst();
            first = entries.peekFirst();
        }
    }

    private void arm() {
        Entry first = entries.peekFirst();
        if (timer == null && first != null) {
            timer = Timer.at(first.deadline(), this::check);
        }
    }
}
