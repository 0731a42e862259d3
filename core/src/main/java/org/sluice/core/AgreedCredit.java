package org.sluice.core;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sluice.core.credit.CreditTerms;

/**
 * What a handshake agreed on about credit, on its way to its session, over the user properties, which is the only one that Jakarta WebSocket
 * has. They are those of one handshake from version 2.1 on. In 2.0 they may be those of all connections of an endpoint, so that a session
 * would find what another handshake agreed on; once that is seen nothing is agreed on any more. What the very first one was answered stands,
 * however, and if its session is not open by then, nobody can tell which it is: sessions that open soon after are in doubt, and have to be closed. Safe for all
 * threads.
 */
final class AgreedCredit {

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final String KEY = "org.sluice.credit";

    /** How long a session may take to open after its handshake was answered; containers need milliseconds. */
    static final Duration OPENING = Duration.ofSeconds(10);

    private static final AgreedCredit NOTHING = new AgreedCredit(Optional.empty(), 0, false);

    private final Optional<CreditTerms> terms;
    /** When the session of the answer that stands can no more be on its way, as {@link System#nanoTime} tells it. */
    private final long settledNanos;
    /** Whether the answer that stands, and may not be known to its session, says that there is credit. */
    private final boolean doubtful;

    private boolean opened;

    private AgreedCredit(Optional<CreditTerms> terms, long settledNanos, boolean doubtful) {
        this.terms = terms;
        this.settledNanos = settledNanos;
        this.doubtful = doubtful;
    }

    /**
     * In a handshake: keeps what it can agree on for the session that is opened with these properties.
     *
     * @return what to answer
     */
    static Optional<CreditTerms> keep(Map<String, Object> properties, Optional<CreditTerms> wanted, long nanos) {
        AgreedCredit first = new AgreedCredit(wanted, nanos + OPENING.toNanos(), false);
        // One that is there already is another connection's, as each has one handshake.
        if (properties.putIfAbsent(KEY, first) instanceof AgreedCredit other) {
            properties.put(KEY, other.replaced());
            return Optional.empty();
        }
        return wanted;
    }

    private synchronized AgreedCredit replaced() {
        if (terms.isPresent()) {
            LOG.log(
                    Level.INFO,
                    "Connections are served without credit from now on: this container gives all handshakes of an endpoint"
                            + " the same user properties, so that what one agreed on cannot be told from another's");
        }
        return new AgreedCredit(Optional.empty(), settledNanos, doubtful || (terms.isPresent() && !opened));
    }

    /** What the handshake of a session agreed on that is being opened; nothing where nobody kept it. */
    static AgreedCredit of(Session session) {
        if (session.getUserProperties().get(KEY) instanceof AgreedCredit kept) {
            synchronized (kept) {
                kept.opened = true;
            }
            return kept;
        }
        return NOTHING;
    }

    Optional<CreditTerms> terms() {
        return terms;
    }

    /** Whether it may be another session's, so that this one must not be used. */
    boolean inDoubt(long nanos) {
        return doubtful && nanos - settledNanos < 0;
    }
}
