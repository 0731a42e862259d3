package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;

/**
 * Ends the TCP connection of a session whose peer does not answer its close in time. Containers tell the end of a session as soon as the
 * close frame is out, so that the socket waits for nothing more, and some keep the connection for the answer: Tomcat for 30 s, before
 * version 10.1 for ever, and our own engine for its own close timeout.
 */
final class UnansweredClose {

    private UnansweredClose() {}

    /**
     * Comes when the close frame is out. Never blocks. Does nothing where the container ends such a connection itself, or cannot be made to.
     *
     * @param session not kept from the collector meanwhile
     * @param timeout for the answer
     */
    static void watch(Session session, Duration timeout) {
        if (!TomcatSession.awaitsTheAnswer(session) && !EngineAdapter.runs(session)) {
            return;
        }
        WeakReference<Session> closed = new WeakReference<>(session);
        Timer.Cancel unused = Timer.in(timeout, () -> {
            Session waiting = closed.get();
            if (waiting != null) {
                Threads.shared().execute(() -> end(waiting));
            }
        });
    }

    private static void end(Session session) {
        if (!EngineAdapter.abort(session)) {
            TomcatSession.endUnanswered(session);
        }
    }
}
