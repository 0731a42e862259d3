package org.sluice.core.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection below a request of GlassFish or Payara, as Grizzly knows it, found by reflection since no class of a container is
 * linked. It only looks, and neither sends nor waits.
 */
final class GrizzlyConnection {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** An {@code org.glassfish.grizzly.Connection}; null where the container has changed. */
    private final @Nullable Object connection;

    private GrizzlyConnection(@Nullable Object connection) {
        this.connection = connection;
    }

    /**
     * That of a request which the container has not given up yet.
     *
     * @param request the container's, or a wrapper of it
     */
    static GrizzlyConnection of(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        try {
            Object connector = call(own, "getUnwrappedCoyoteRequest");
            // Payara has the older name.
            Object grizzly =
                    call(connector, has(connector, "getGrizzlyRequest") ? "getGrizzlyRequest" : "getCoyoteRequest");
            return new GrizzlyConnection(call(call(grizzly, "getContext"), "getConnection"));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(
                    Level.WARNING,
                    "This version of the container does not show its connections; one that is lost during its handshake may never end",
                    e);
            return new GrizzlyConnection(null);
        }
    }

    /** Whether it has ended, as far as the container noticed. */
    boolean hasEnded() {
        try {
            return connection != null && !(Boolean) call(connection, "isOpen");
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.WARNING, "This version of the container does not tell whether a connection is open", e);
            return false;
        }
    }

    private static boolean has(Object on, String method) {
        return Arrays.stream(on.getClass().getMethods())
                .anyMatch(one -> one.getName().equals(method));
    }

    private static Object call(Object on, String method)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
