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
    /** Made for the first one, since most connections never have any. */
    private @Nullable PriorityQueue<Entry> entries;
    /** How many may be there before all are looked at. */
    private int most = FEW;

    private Timer.@Nullable Cancel timer;
    /** When the timer comes. */
    private long atNanos;

    private boolean stopped;

    private record Entry(Outgoing unit, Deadline deadline, long atNanos) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return Long.signum(atNanos - other.atNanos);
        }

        boolean ended() {
            return unit.done().isDone();
        }
    }

    Overdue(BiConsumer<Outgoing, Deadline> expire) {
        this.expire = expire;
    }

    synchronized void watch(Outgoing unit, Deadline deadline) {
        PriorityQueue<Entry> all = entries == null ? new PriorityQueue<>(1) : entries;
        dropEnded(all);
        if (stopped || unit.done().isDone()) {
            return;
        }
        entries = all;
        all.add(new Entry(unit, deadline, deadline.atNanos()));
        arm(all);
    }

    /** Leaves nothing behind. */
    synchronized void stop() {
        stopped = true;
        entries = null;
        if (timer != null) {
            timer.cancel();
        }
    }

    synchronized int watched() {
        return entries == null ? 0 : entries.size();
    }

    /** On the timer's thread. */
    private void check() {
        late().forEach(entry -> expire.accept(entry.unit(), entry.deadline()));
    }

    private synchronized List<Entry> late() {
        timer = null;
        PriorityQueue<Entry> all = entries;
        List<Entry> late = new ArrayList<>();
        if (all == null) {
            return late;
        }
        dropEnded(all);
        for (Entry first = all.peek(); first != null && first.deadline().leftNanos() <= 0; ) {
            late.add(all.remove());
            first = all.peek();
        }
        arm(all);
        return late;
    }

    private void dropEnded(PriorityQueue<Entry> all) {
        for (Entry first = all.peek(); first != null && first.ended(); ) {
            all.remove();
            first = all.peek();
        }
        if (all.size() >= most) {
            all.removeIf(Entry::ended);
            most = Math.max(FEW, 2 * all.size());
        }
    }

    private void arm(PriorityQueue<Entry> all) {
        Entry first = all.peek();
        if (first == null || (timer != null && atNanos - first.atNanos() <= 0)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        atNanos = first.atNanos();
        timer = Timer.at(first.deadline(), this::check);
    }
}
