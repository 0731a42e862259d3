package org.sluice.core.portable;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/**
 * What Tomcat, and so TomEE, can do beyond Jakarta WebSocket: end the TCP connection with a close, where it would wait for the peer's
 * answer, before version 10.1 for ever. Found by reflection, since no class of a container is linked.
 */
final class TomcatSession {

    private static final String AWAITS_THE_ANSWER = "OUTPUT_CLOSED";

    private static final Logger LOG = System.getLogger("org.sluice");

    private TomcatSession() {}

    /**
     * Closes a session and its connection; blocks as long as a send is under way.
     *
     * @return false where the container is another
     */
    static boolean cut(Session session, CloseReason reason) {
        try {
            session.getClass()
                    .getMethod("doClose", CloseReason.class, CloseReason.class, boolean.class)
                    .invoke(session, reason, reason, true);
            return true;
        } catch (NoSuchMethodException anotherContainer) {
            return false;
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "The container's session does not end its connection", e);
            return false;
        }
    }

    /**
     * Whether a session of Tomcat's waits for the peer's answer to its close.
     *
     * @return false where the container is another
     */
    static boolean awaitsTheAnswer(Object session) {
        try {
            Object state = Internals.field(session.getClass(), "state").get(session);
            return String.valueOf(state).equals(AWAITS_THE_ANSWER);
        } catch (NoSuchFieldException anotherContainer) {
            return false;
        } catch (IllegalAccessException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The container's session does not tell its state", e);
            return false;
        }
    }

    /** Ends the TCP connection of such a session. For any other this does nothing. */
    static void endUnanswered(Object session) {
        if (!awaitsTheAnswer(session)) {
            return;
        }
        try {
            Object remote =
                    Internals.field(session.getClass(), "wsRemoteEndpoint").get(session);
            remote.getClass().getMethod("close").invoke(remote);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The container's session does not end its connection", e);
        }
    }
}
