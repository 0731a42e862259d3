package org.sluice.core.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Threads;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.port.Brake;
import org.sluice.core.port.FrameSink;
import org.sluice.core.send.SendLane;
import org.sluice.core.send.SendListener;

/**
 * What joins a socket with its port: the lane, the pauses, and credit where both ends agreed on it. What flows through them is left to the
 * socket, and when it opens to {@link Life}. Each part is written once, before the socket opens; has no lock of its own.
 */
final class Wiring {

    private volatile @Nullable CreditTerms terms;
    private volatile @Nullable CreditLink credit;
    private volatile @Nullable Attached attached;

    /** Both ends agreed on credit. */
    void agree(CreditTerms agreed) {
        terms = agreed;
    }

    /**
     * Makes the parts, the receiving side among them.
     *
     * @param ceiling of the window that is granted, in bytes
     * @param receiving makes that side ready; it may ask for the credit, but not for the way out
     */
    void attach(FrameSink to, Brake brake, SendListener sending, IntSupplier ceiling, Consumer<Brake> receiving) {
        SendLane lane = new SendLane(to, Threads.shared(), sending);
        CreditTerms agreed = terms;
        credit = agreed == null ? null : new CreditLink(lane, agreed, ceiling, System::nanoTime);
        Pauses pauses = new Pauses(brake, System::nanoTime);
        receiving.accept(pauses);
        attached = new Attached(to, lane, pauses);
    }

    /** The socket is open: the peer gets its first grant. */
    void beginCredit() {
        CreditLink link = credit;
        if (link != null) {
            link.begin();
        }
    }

    /** Null before the socket opens. */
    @Nullable
    Attached attached() {
        return attached;
    }

    /** Null where the peer speaks of none. */
    @Nullable
    CreditLink credit() {
        return credit;
    }

    /** The way out; after the close it throws what it must. */
    SendLane lane() {
        Attached to = attached;
        if (to == null) {
            throw new IllegalStateException("The socket is not connected; connect it first.");
        }
        return to.lane();
    }

    /** Passes what the port is told on: to go on, or to pause. */
    boolean telling(boolean more) {
        Attached to = attached;
        return to == null ? more : to.pauses().tell(more);
    }

    /** Whether a pong was about credit. */
    boolean grants(ByteBuffer pong) throws CreditException {
        CreditLink link = credit;
        return link != null && link.pong(pong);
    }

    /** The connection is about to be cut: sends fail with this from now on. */
    void endsFor(IOException why) {
        Attached to = attached;
        if (to != null) {
            to.lane().endsFor(why);
        }
    }

    /** Nothing can be sent any more. */
    void failLane(IOException why) {
        Attached to = attached;
        if (to != null) {
            to.lane().fail(why);
        }
    }

    void endCredit() {
        CreditLink link = credit;
        if (link != null) {
            link.end();
        }
    }
}
