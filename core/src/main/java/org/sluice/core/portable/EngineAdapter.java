package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * What our own engine can do beyond Jakarta WebSocket, found by reflection: a WAR brings its own copy of these classes, so that no
 * type of ours is shared with the engine that runs it.
 */
final class EngineAdapter {

    private static final Logger LOG = System.getLogger("org.sluice");
    private static final String ABORT = "org.sluice.grizzly.ConnectionAbort";

    private EngineAdapter() {}

    /**
     * Ends the TCP connection of a session without waiting.
     *
     * @return false where the engine is not ours or the connection has ended
     */
    static boolean abort(Session session) {
        try {
            ClassLoader engine = session.getContainer().getClass().getClassLoader();
            Method abort = Class.forName(ABORT, true, engine).getMethod("abort", Session.class);
            return (Boolean) abort.invoke(null, session);
        } catch (ClassNotFoundException anotherEngine) {
            return false;
        } catch (IllegalStateException closedAlready) {
            // Tomcat's sessions tell nothing any more once they are closed.
            return false;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.WARNING, "This version of the engine cannot cut connections; a blocked send may stay", e);
            return false;
        }
    }
}
