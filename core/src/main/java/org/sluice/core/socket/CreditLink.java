package org.sluice.core.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.credit.Grant;
import org.sluice.core.credit.Granting;
import org.sluice.core.send.Outgoing;
import org.sluice.core.send.SendLane;

/**
 * Credit on one connection (docs/flow-control.md): brings the peer's grants to the lane, and sends our own as the application takes what came.
 * What is sent and received is left to the socket. Grants leave by the lane's one writer; one at most waits there, and says what is
 * granted when it leaves. Nothing here blocks, so that all of it may be called by the port.
 */
final class CreditLink {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** For the peer's first grant; a path that swallows pongs is then served without credit. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SendLane lane;
    private final CreditTerms terms;

    /** All guarded by this. */
    private final Granting granting;

    private boolean grantWaits;
    private boolean toldFollowing;
    /** Whether the sub-protocol's first grant was seen, which is the peer's window. */
    private boolean peerWindowKnown;

    private boolean ended;
    private Timer.@Nullable Cancel patience;

    /** Written under the lock; read by those that hold what has come, under theirs. */
    private volatile int largestWindow;

    /** Heeds the peer's credit from now on. The ceiling of the window, in bytes, may change until the socket is configured. */
    CreditLink(SendLane lane, CreditTerms terms, IntSupplier ceiling, LongSupplier clock) {
        this.lane = lane;
        this.terms = terms;
        this.granting = new Granting(terms.window(), ceiling, !terms.text(), clock);
        this.largestWindow = terms.window();
        lane.heed(new CreditWindow(terms.peerWindow()));
    }

    /** The connection is open: grants at once, so that the peer sees that the path takes grants. */
    void begin() {
        synchronized (this) {
            if (!terms.text() && !ended) {
                // Not on the timer's thread, since what has waited is then written, encrypted and compressed.
                patience = Timer.in(PATIENCE, () -> Threads.shared().execute(lane::fallBackFromCredit));
            }
            grantWaits = true;
        }
        sendGrant();
    }

    /** The connection has ended. */
    void end() {
        Timer.Cancel timer;
        synchronized (this) {
            ended = true;
            timer = patience;
            patience = null;
        }
        if (timer != null) {
            timer.cancel();
        }
    }

    CreditTerms terms() {
        return terms;
    }

    /** Counts a part that came; returns its cost, for {@link #taken}. */
    synchronized long received(long bytes, boolean last) throws CreditException {
        long cost = granting.received(bytes, last);
        if (granting.window() > largestWindow) {
            largestWindow = granting.window();
        }
        return cost;
    }

    /** As much as a peer that keeps to its credit may be ahead of the application; never less than before, since grants are not taken back. */
    int largestWindow() {
        return largestWindow;
    }

    /** The application has taken what cost so much; by any thread. */
    void taken(long cost) {
        synchronized (this) {
            if (!granting.taken(cost) || grantWaits) {
                return;
            }
            grantWaits = true;
        }
        sendGrant();
    }

    /** Takes a pong; false if it is no grant. */
    boolean pong(ByteBuffer payload) throws CreditException {
        if (terms.text()) {
            return false;
        }
        Optional<Grant> grant = Grant.read(payload);
        if (grant.isPresent()) {
            granted(grant.get());
        }
        return grant.isPresent();
    }

    /** Takes a grant; the sub-protocol's first one must be a window, or nothing could ever be sent. */
    void granted(Grant grant) throws CreditException {
        synchronized (this) {
            if (terms.text() && !peerWindowKnown) {
                grant.requireWindow();
                peerWindowKnown = true;
            }
        }
        lane.granted(grant.total());
        boolean follows = lane.followsCredit();
        Timer.Cancel timer;
        boolean again;
        synchronized (this) {
            timer = patience;
            patience = null;
            if (grant.following()) {
                granting.peerFollows();
            }
            // Otherwise the peer might never learn that we keep to its grants.
            again = !terms.text() && follows && !toldFollowing && !grantWaits;
            grantWaits |= again;
        }
        if (timer != null) {
            timer.cancel();
        }
        if (again) {
            sendGrant();
        }
    }

    private void sendGrant() {
        try {
            lane.submitControl(
                    terms.text() ? Outgoing.controlText(() -> next().text()) : Outgoing.pong(() -> next().payload()));
        } catch (IOException over) {
            LOG.log(Level.TRACE, "Nothing is granted on a connection that has ended", over);
        }
    }

    /** On the writer's thread, when the grant leaves. */
    private Grant next() {
        boolean follows = lane.followsCredit();
        synchronized (this) {
            grantWaits = false;
            toldFollowing |= follows;
            return new Grant(granting.grant(), follows);
        }
    }
}
