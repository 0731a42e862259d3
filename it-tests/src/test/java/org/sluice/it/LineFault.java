package org.sluice.it;

import java.time.Duration;
import java.util.Set;
import org.sluice.api.WebErrorStatus;

/** What becomes of a connection on its way, made by a {@link FaultProxy}; and what a connect is told that meets it. */
enum LineFault {
    /** Both ends are told that the other one sends no more. */
    CUT(WebErrorStatus.CONNECTION_ABORTED, true) {
        @Override
        void hit(FaultProxy proxy) {
            proxy.cut();
        }
    },
    /** Both ends are told that the connection is none any more. */
    RESET(WebErrorStatus.CONNECTION_RESET, true) {
        @Override
        void hit(FaultProxy proxy) {
            proxy.reset();
        }
    },
    /** All that is sent is taken, and nothing ever comes. */
    HALF_OPEN(WebErrorStatus.TIMEOUT, false) {
        @Override
        void hit(FaultProxy proxy) {
            proxy.pass(Passage.SWALLOW, Passage.SWALLOW);
        }
    },
    /** Nothing is taken, as soon as the systems' buffers are full, and nothing ever comes. */
    STALL(WebErrorStatus.TIMEOUT, false) {
        @Override
        void hit(FaultProxy proxy) {
            proxy.pass(Passage.STALL, Passage.STALL);
        }
    };

    private final WebErrorStatus ofAConnect;
    private final boolean told;

    LineFault(WebErrorStatus ofAConnect, boolean told) {
        this.ofAConnect = ofAConnect;
        this.told = told;
    }

    /** Makes it happen. */
    abstract void hit(FaultProxy proxy);

    /** Makes it happen in the middle of the server's answer to a handshake. */
    void hitHandshake(FaultProxy proxy) {
        proxy.pass(Passage.OPEN, Passage.until(20, () -> hit(proxy)));
    }

    /** What a connect fails with in which it happens. */
    WebErrorStatus ofAConnect() {
        return ofAConnect;
    }

    /** What any other operation fails with. A FIN and a RST are told as either, as it depends on what the system hears first. */
    Set<WebErrorStatus> ofAnOperation() {
        return told
                ? Set.of(WebErrorStatus.CONNECTION_RESET, WebErrorStatus.CONNECTION_ABORTED)
                : Set.of(WebErrorStatus.TIMEOUT);
    }

    /** The limit of an operation that it is to end, short where nothing else tells of it. */
    Duration patience() {
        return told ? Operation.LONG : Operation.SHORT;
    }

    /** Whether both ends hear of it; of the others only deadlines tell. */
    boolean isTold() {
        return told;
    }
}
