package org.sluice.grizzly.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.tyrus.client.ClientManager;
import org.sluice.core.spi.ConnectJournal;

/**
 * The connects under way and the open connections of one client container. Tyrus gives a client's session no way to its connection, so
 * that one of several cannot be told from the others. Safe for all threads.
 */
public final class ClientConnections {

    private static final String KEY = ClientConnections.class.getName();

    private final ConnectSettings settings;
    private final ConnectJournal journal;
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final Set<TcpConnect> open = ConcurrentHashMap.newKeySet();
    private volatile boolean abandoned;

    ClientConnections(ConnectSettings settings, ConnectJournal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    /**
     * Puts new ones into a container.
     *
     * @param container without any
     * @param settings for each of its connects
     * @param journal where they write
     */
    public static void attach(ClientManager container, ConnectSettings settings, ConnectJournal journal) {
        container.getProperties().put(KEY, new ClientConnections(settings, journal));
    }

    /**
     * Those of a container.
     *
     * @param container any
     * @return empty where the container is not ours
     */
    public static Optional<ClientConnections> in(ClientManager container) {
        return in(container.getProperties());
    }

    static Optional<ClientConnections> in(Map<String, Object> properties) {
        return Optional.ofNullable((ClientConnections) properties.get(KEY));
    }

    ConnectSettings settings() {
        return settings;
    }

    ConnectJournal journal() {
        return journal;
    }

    /** Runs a connect, which {@link #abandon} ends. */
    void run(Attempt attempt) throws IOException {
        attempts.add(attempt);
        try {
            // After it was added, so that one of the two sees the other.
            if (abandoned) {
                throw new InterruptedIOException("The connect was given up before it began");
            }
            attempt.run();
        } finally {
            attempts.remove(attempt);
        }
    }

    /** Counts a connection until it ends. */
    void opened(TcpConnect connection) {
        open.add(connection);
        connection.whenEnded(() -> open.remove(connection));
        if (abandoned) {
            connection.cancel();
        }
    }

    /** Ends all connects under way, fails those to come, and cuts what is open. Never blocks. */
    public void abandon() {
        abandoned = true;
        attempts.forEach(Attempt::abandon);
        open.forEach(TcpConnect::cancel);
    }

    /**
     * Cuts the only connection; refuses to guess between several.
     *
     * @return whether one is ending now
     */
    public boolean abort() {
        List<TcpConnect> candidates = List.copyOf(open);
        if (candidates.size() != 1 || !open.remove(candidates.get(0))) {
            return false;
        }
        candidates.get(0).cancel();
        return true;
    }
}
