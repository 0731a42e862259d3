package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;

/**
 * Ends the TCP connection of a session whose peer does not answer its close in time. Containers tell the end of a session as soon as the
 * close frame is out, so that the socket waits for nothing more, and Tomcat keeps the connection for the answer: for 30 s or more, before
 * version 10.1 for ever.
 */
final class UnansweredClose {

    private UnansweredClose() {}

    /**
     * Comes when the close frame is out. Never blocks. Does nothing on any other container.
     *
     * @param session not kept from the collector meanwhile
     * @param timeout for the answer
     */
    static void watch(Session session, Duration timeout) {
        if (!TomcatSession.awaitsTheAnswer(session)) {
            return;
        }
        WeakReference<Session> closed = new WeakReference<>(session);
        Timer.Cancel unused = Timer.in(timeout, () -> {
            Session waiting = closed.get();
            if (waiting != null) {
                Threads.shared().execute(() -> TomcatSession.endUnanswered(waiting));
            }
        });
    }
}
