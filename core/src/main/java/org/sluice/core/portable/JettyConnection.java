package org.sluice.core.portable;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether a thread of Jetty's is in a connection, which is private to it ({@code WebSocketConnection.state}). It is read without Jetty's lock. To
 * one who knows of a delivery, and that nothing was demanded since, it is true from the delivery on until the thread has left, and then not before
 * the next demand: what is seen late says at worst that the thread is still there.
 */
final class JettyConnection {

    private final @Nullable Object connection;
    private final @Nullable Field state;

    private JettyConnection(@Nullable Object connection, @Nullable Field state) {
        this.connection = connection;
        this.state = state;
    }

    /**
     * That of a session of Jetty's core.
     *
     * @return one that never says so, where this version has no such state: then no demand is lost either
     */
    static JettyConnection of(Object core) throws IllegalAccessException, InvocationTargetException {
        Method get = Internals.method(core.getClass(), "getConnection");
        Object connection = get == null ? null : get.invoke(core);
        try {
            Field state = connection == null ? null : Internals.field(connection.getClass(), "state");
            return new JettyConnection(connection, state);
        } catch (NoSuchFieldException olderVersion) {
            return new JettyConnection(null, null);
        }
    }

    /** Any thread's question; false also where the connection has ended. */
    boolean isBeingRead() {
        if (state == null) {
            return false;
        }
        try {
            return String.valueOf(state.get(connection)).endsWith("FILLING_AND_PARSING");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("It was accessible before", e);
        }
    }
}
