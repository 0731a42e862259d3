package org.sluice.core.port;

import org.jspecify.annotations.Nullable;

/**
 * Hands a connection from the engine to the endpoint whose open handler runs on the same thread, since Jakarta WebSocket has no place
 * for it between the two.
 */
public final class Opening {

    private static final ThreadLocal<@Nullable DirectConnection> CURRENT = new ThreadLocal<>();

    private Opening() {}

    /**
     * Runs what opens the endpoint.
     *
     * @param connection what it may attach to
     * @param open run on this thread
     */
    public static void during(DirectConnection connection, Runnable open) {
        DirectConnection before = CURRENT.get();
        CURRENT.set(connection);
        try {
            open.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /**
     * The connection that is being opened.
     *
     * @return null where the engine is another's
     */
    public static @Nullable DirectConnection current() {
        return CURRENT.get();
    }
}
