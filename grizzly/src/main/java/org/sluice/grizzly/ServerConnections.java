package org.sluice.grizzly;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The open WebSockets of one server, of all its endpoints, ours or anybody's. */
final class ServerConnections {

    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<@Nullable ServerConnection> OPENING = new ThreadLocal<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Executor callbacks;
    private final Duration closeTimeout;
    private volatile boolean stopping;

    ServerConnections(Executor callbacks, Duration closeTimeout) {
        this.callbacks = callbacks;
        this.closeTimeout = closeTimeout;
    }

    /** Counts in a connection that may become a WebSocket; false where the server stops. */
    boolean add(ServerConnection connection) {
        open.add(connection);
        // After it was added, so that one of the two sees the other.
        if (stopping) {
            remove(connection);
            return false;
        }
        return true;
    }

    /** Opens a connection that was counted in; Tyrus names its session meanwhile, on the same thread. */
    void open(ServerConnection connection, Runnable steps) {
        OPENING.set(connection);
        try {
            steps.run();
        } finally {
            OPENING.remove();
        }
    }

    void sessionOpened(String id) {
        ServerConnection connection = OPENING.get();
        if (connection != null) {
            connection.sessionOpened(id);
        }
    }

    void remove(ServerConnection connection) {
        lock.lock();
        try {
            open.remove(connection);
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<ServerConnection> ofSession(String id) {
        return open.stream().filter(each -> id.equals(each.sessionId())).findAny();
    }

    /** Runs a callback off the selectors; on this thread where the server has already given its threads back. */
    void execute(Runnable callback) {
        try {
            callbacks.execute(callback);
        } catch (RejectedExecutionException stopped) {
            callback.run();
        }
    }

    /** Sends every peer a 1001, waits at most the close timeout for them to hang up, and hangs up on the rest. */
    void goAway() {
        stopping = true;
        open.forEach(ServerConnection::goAway);
        awaitNone();
        open.forEach(ServerConnection::abort);
    }

    private void awaitNone() {
        long nanos = closeTimeout.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && nanos > 0) {
                nanos = fewer.awaitNanos(nanos);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
