package org.sluice.core.port;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands a connection, and the request that led to it, from the engine to the endpoint whose open handler runs on the same thread, since
 * Jakarta WebSocket has no place for them between the two.
 */
public final class Opening {

    private static final ThreadLocal<@Nullable Opening> CURRENT = new ThreadLocal<>();

    private final DirectConnection connection;
    private final Map<String, List<String>> headers;

    private Opening(DirectConnection connection, Map<String, List<String>> headers) {
        this.connection = connection;
        this.headers = headers;
    }

    /**
     * Runs what opens the endpoint.
     *
     * @param connection what it may attach to
     * @param headers of the client's request; empty at the client, which knows it
     * @param open run on this thread
     */
    public static void during(DirectConnection connection, Map<String, List<String>> headers, Runnable open) {
        Opening before = CURRENT.get();
        CURRENT.set(new Opening(connection, headers));
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
        Opening opening = CURRENT.get();
        return opening == null ? null : opening.connection;
    }

    /**
     * The headers of the request for the connection that is being opened.
     *
     * @return by name, as they were sent; empty at a client, and where the engine is another's
     */
    public static Map<String, List<String>> headers() {
        Opening opening = CURRENT.get();
        return opening == null ? Map.of() : opening.headers;
    }
}
