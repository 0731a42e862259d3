package org.sluice.core.port;

import org.jspecify.annotations.Nullable;

/**
 * Hands a connection, and the handshake that led to it, from the engine to the endpoint whose open handler runs on the same thread, since
 * Jakarta WebSocket has no place for them between the two.
 */
public final class Opening {

    private static final ThreadLocal<@Nullable Opening> CURRENT = new ThreadLocal<>();

    private final DirectConnection connection;
    private final ServerHandshake handshake;

    private Opening(DirectConnection connection, ServerHandshake handshake) {
        this.connection = connection;
        this.handshake = handshake;
    }

    /**
     * Runs what opens the endpoint.
     *
     * @param connection what it may attach to
     * @param handshake that led to it; {@link ServerHandshake#NONE} at a client
     * @param open run on this thread
     */
    public static void during(DirectConnection connection, ServerHandshake handshake, Runnable open) {
        Opening before = CURRENT.get();
        CURRENT.set(new Opening(connection, handshake));
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
     * The handshake of the connection that is being opened.
     *
     * @return {@link ServerHandshake#NONE} at a client, and where the engine is another's
     */
    public static ServerHandshake handshake() {
        Opening opening = CURRENT.get();
        return opening == null ? ServerHandshake.NONE : opening.handshake;
    }
}
