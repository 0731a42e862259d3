package org.sluice.core.send;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Timer;

/**
 * Ends the units that nobody waits for when their time is over, the one with the earliest deadline first. One timer serves all; units
 * that ended are forgotten as others come, so that no more than about twice those under way are kept.
 */
final class Overdue {

    /** So few are not worth a look at all of them. */
    private static final int FEW = 64;

    private final BiConsumer<Outgoing, Deadline> expire;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(1);
    /** How many may be there before all are looked at. */
    private int most = FEW;

    private Timer.@Nullable Cancel timer;
    /** When the timer comes. */
    private long atNanos;

    private boolean stopped;

    private record Entry(Outgoing unit, Deadline deadline) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return Long.signum(deadline.atNanos() - other.deadline.atNanos());
        }

        boolean ended() {
            return unit.done().isDone();
        }
    }

    Overdue(BiConsumer<Outgoing, Deadline> expire) {
        this.expire = expire;
    }

    synchronized void watch(Outgoing unit, Deadline deadline) {
        dropEnded();
        if (stopped || unit.done().isDone()) {
            return;
        }
        entries.add(new Entry(unit, deadline));
        arm();
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
        for (Entry first = entries.peek(); first != null && first.deadline().leftNanos() <= 0; ) {
            late.add(entries.remove());
            first = entries.peek();
        }
        arm();
        return late;
    }

    private void dropEnded() {
        for (Entry first = entries.peek(); first != null && first.ended(); ) {
            entries.remove();
            first = entries.peek();
        }
        if (entries.size() >= most) {
            entries.removeIf(Entry::ended);
            most = Math.max(FEW, 2 * entries.size());
        }
    }

    private void arm() {
        Entry first = entries.peek();
        if (first == null || (timer != null && atNanos - first.deadline().atNanos() <= 0)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        atNanos = first.deadline().atNanos();
        timer = Timer.at(first.deadline(), this::check);
    }
}
