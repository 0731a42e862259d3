package org.sluice.grizzly;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.spi.ClientEngine.TimeoutHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one client container. Tyrus's client gives a session no way to its connection, but every container
 * belongs to one socket, so the container's only connection is the session's.
 */
final class ClientConnections {

    private static final Logger LOG = System.getLogger(ClientConnections.class.getName());
    private static final String KEY = ClientConnections.class.getName();

    private final Set<Writer> open = ConcurrentHashMap.newKeySet();

    /** Ends the connection of a handshake under way. Both are guarded by this. */
    private @Nullable TimeoutHandler handshake;

    private boolean abandoned;

    /** Puts a new one into a container. */
    static void attach(ClientManager container) {
        container.getProperties().put(KEY, new ClientConnections());
    }

    /** Those of a container; empty ones where the container is not ours. */
    static ClientConnections in(ClientManager container) {
        return in(container.getProperties());
    }

    static ClientConnections in(Map<String, Object> properties) {
        return properties.get(KEY) instanceof ClientConnections ours ? ours : new ClientConnections();
    }

    /** A TCP connection is there, and the handshake begins; it ends at once where nobody wants it any more. */
    void handshaking(TimeoutHandler handler) {
        boolean end;
        synchronized (this) {
            handshake = handler;
            end = abandoned;
        }
        if (end) {
            handler.handleTimeout();
        }
    }

    /** Ends a handshake under way or to come, and the open connection. */
    void abandon() {
        TimeoutHandler waiting;
        synchronized (this) {
            abandoned = true;
            waiting = handshake;
        }
        if (waiting != null) {
            waiting.handleTimeout();
        }
        abort();
    }

    void opened(Writer writer) {
        open.add(writer);
    }

    void closed(Writer writer) {
        open.remove(writer);
    }

    /** Ends the only connection; refuses to guess between several. */
    boolean abort() {
        List<Writer> candidates = List.copyOf(open);
        if (candidates.size() != 1 || !open.remove(candidates.get(0))) {
            return false;
        }
        try {
            candidates.get(0).close();
        } catch (IOException alreadyClosed) {
            LOG.log(Level.DEBUG, "nothing left to abort", alreadyClosed);
        }
        return true;
    }
}
