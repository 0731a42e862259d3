package org.sluice.core.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.api.WhenFull;
import org.sluice.core.credit.CreditWindow;

/**
 * What waits to be sent and what goes next: a ping before data, but never into an open message where a container might break it.
 * Knows no lock, thread or sink; guarded by the lane's lock.
 */
final class SendQueue {

    // Made for the first one of each, since most connections never have any that waits.

    private @Nullable Deque<Outgoing> data;
    private @Nullable Deque<Outgoing> control;
    /** Of the data that waits and of the unit that is being sent. */
    private long cost;

    private final boolean controlAnywhere;
    private boolean messageOpen;
    /** What the peer lets go out; null where it does not say. */
    private @Nullable CreditWindow credit;

    /** Control frames may stand between the frames of a message, as RFC 6455, 5.4, allows, or only between messages. */
    SendQueue(boolean controlAnywhere) {
        this.controlAnywhere = controlAnywhere;
    }

    /** Whether a unit fits under the bound. One that is larger than the bound fits when nothing else waits. */
    boolean hasRoomFor(Outgoing unit) {
        return cost == 0 || cost + unit.cost() <= SendLane.CAPACITY;
    }

    void heed(CreditWindow window) {
        credit = window;
    }

    void changeCredit(Consumer<CreditWindow> change) {
        if (credit != null) {
            change.accept(credit);
        }
    }

    boolean followsCredit() {
        return credit != null && credit.following();
    }

    void addData(Outgoing unit) {
        data().addLast(unit);
        cost += unit.cost();
    }

    private Deque<Outgoing> data() {
        Deque<Outgoing> waiting = data == null ? new ArrayDeque<>(1) : data;
        data = waiting;
        return waiting;
    }

    /**
     * Adds a message for which there is no room, in the room of others that yield to it. Behind a line of senders that wait it gets no more
     * than theirs. Returns what was dropped; empty where that is not enough, and then nothing has changed.
     */
    List<Outgoing> addInPlaceOfOthers(Outgoing message, boolean line) {
        long most = line ? Math.min(cost, SendLane.CAPACITY) : SendLane.CAPACITY;
        boolean conflates = message.whenFull() == WhenFull.CONFLATE;
        List<Outgoing> yielding = new ArrayList<>();
        long left = cost;
        Deque<Outgoing> all = data();
        for (Outgoing unit : all) {
            // All that are about the same go; of the oldest only as many as needed.
            if (!conflates && !yielding.isEmpty() && fits(message, left, most)) {
                break;
            }
            if (unit.yieldsTo(message)) {
                yielding.add(unit);
                left -= unit.cost();
            }
        }
        if (yielding.isEmpty() || !fits(message, left, most)) {
            return List.of();
        }
        yielding.forEach(unit -> unit.dropped = true);
        cost = left + message.cost();
        if (conflates) {
            replace(all, yielding.get(0), message);
        } else {
            yielding.forEach(all::remove);
            all.addLast(message);
        }
        return yielding;
    }

    private static boolean fits(Outgoing message, long beside, long most) {
        return beside == 0 || beside + message.cost() <= most;
    }

    /** In the old one's place, so that a message that often changes still goes out; all others that were dropped go too. */
    private static void replace(Deque<Outgoing> all, Outgoing old, Outgoing by) {
        for (int left = all.size(); left > 0; left--) {
            Outgoing unit = all.removeFirst();
            if (unit == old) {
                all.addLast(by);
            } else if (!unit.dropped) {
                all.addLast(unit);
            }
        }
    }

    void addControl(Outgoing unit) {
        Deque<Outgoing> waiting = control == null ? new ArrayDeque<>(1) : control;
        control = waiting;
        waiting.addLast(unit);
    }

    /** Takes the unit that goes next; what it costs counts until {@link #sent}. */
    @Nullable
    Outgoing next() {
        Outgoing first = nextControl();
        if (first != null) {
            return first;
        }
        Outgoing unit = data == null ? null : data.peekFirst();
        if (unit == null || waitsForCredit(unit)) {
            return null;
        }
        data().removeFirst();
        goes(unit);
        return unit;
    }

    /** Whether a unit may go next without ever being here. */
    boolean isPassable(Outgoing unit) {
        return isEmpty() && !waitsForCredit(unit);
    }

    /** Of data that goes next. */
    void goes(Outgoing unit) {
        if (credit != null && unit.isData()) {
            credit.sent(unit.size(), unit.endsMessage());
        }
        messageOpen = !unit.endsMessage();
    }

    private boolean waitsForCredit(Outgoing unit) {
        return credit != null && unit.isData() && !credit.admits(unit.size(), unit.endsMessage());
    }

    /** Removes the data for which there is no credit left; what goes without a further grant stays. */
    List<Outgoing> dropWithoutCredit() {
        if (credit == null) {
            return List.of();
        }
        CreditWindow ahead = credit.copy();
        List<Outgoing> dropped = new ArrayList<>();
        for (Outgoing unit : data()) {
            if (dropped.isEmpty() && ahead.admits(unit.size(), unit.endsMessage())) {
                ahead.sent(unit.size(), unit.endsMessage());
            } else {
                dropped.add(unit);
            }
        }
        dropped.forEach(this::takeBack);
        return dropped;
    }

    /** Whether nothing waits, neither for its turn nor for credit. */
    boolean isEmpty() {
        return (data == null || data.isEmpty()) && (control == null || control.isEmpty());
    }

    /** Takes the control frame that goes next, if one may now. */
    @Nullable
    Outgoing nextControl() {
        return control != null && (controlAnywhere || !messageOpen) ? control.pollFirst() : null;
    }

    void sent(Outgoing unit) {
        // After a failure nothing counts any more.
        cost = Math.max(0, cost - unit.cost());
    }

    /** Of what waits and of what is being sent, in bytes. */
    long cost() {
        return cost;
    }

    /** Removes a unit that still waits; false if it does not. */
    boolean takeBack(Outgoing unit) {
        boolean taken = data != null && data.remove(unit);
        if (taken) {
            cost -= unit.cost();
        }
        return taken;
    }

    /** Removes all. */
    List<Outgoing> drain() {
        List<Outgoing> all = new ArrayList<>(control == null ? List.of() : control);
        all.addAll(data == null ? List.of() : data);
        control = null;
        data = null;
        cost = 0;
        return all;
    }
}
