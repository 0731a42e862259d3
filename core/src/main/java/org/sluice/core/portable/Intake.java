package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Stops a container's reading of a session where a handler that blocks does not: Undertow, and so WildFly, reads on and keeps what it
 * reads. Found by reflection, since no class of a container is linked; with any other container it does nothing. Blocking the handler
 * is left to the port.
 */
final class Intake {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** What has Undertow's {@code suspendReceives} and {@code resumeReceives}; null with other containers. */
    private final @Nullable Object channel;

    private Intake(@Nullable Object channel) {
        this.channel = channel;
    }

    static Intake of(Session session) {
        return new Intake(call(session, "getWebSocketChannel"));
    }

    /** Reads no further frame; those that were read before may still be delivered. */
    void suspend() {
        if (channel != null) {
            call(channel, "suspendReceives");
        }
    }

    /** Reads again; from any thread, also after the end of the connection. */
    void resume() {
        if (channel != null) {
            call(channel, "resumeReceives");
        }
    }

    private static @Nullable Object call(Object on, String method) {
        try {
            return on.getClass().getMethod(method).invoke(on);
        } catch (NoSuchMethodException anotherContainer) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "The container does not let its reading be stopped; it may read ahead", e);
            return null;
        }
    }
}
