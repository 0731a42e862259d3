package org.sluice.core.application;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sluice.api.CloseCode;
import org.sluice.core.cdi.RequestContexts;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.ContextExecutor;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;
import org.sluice.core.socket.AbstractSocket;

/**
 * A deployed application: its settings, the threads of its callbacks and its open server sockets. When it starts and stops is left to
 * {@link Applications}. Guarded by itself.
 */
public final class Application {

    /** The reason that peers are told. */
    public static final String STOPPING = "the application stops";

    /** A few round trips on a bad line; containers give an undeployment little more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What callbacks get to return, however long the peers took. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Settings settings;
    private final Threads threads;
    private final Duration patience;
    private final Callbacks callbacks;
    private final Set<AbstractSocket> open = new HashSet<>();
    private boolean stopping;

    /** On a thread with the application's context class loader. */
    Application(Settings settings, Threads threads) {
        this(settings, threads, PATIENCE);
    }

    /** As above, with a time of its own for the peers to answer their close. */
    Application(Settings settings, Threads threads, Duration patience) {
        this.settings = settings;
        this.threads = threads;
        this.patience = patience;
        this.callbacks = new Callbacks(
                new ContextExecutor(threads),
                new ContextExecutor(threads.lasting()),
                RequestContexts.ofTheApplication());
    }

    /** What belongs to no application that was started: a container did not call the listener. It is never stopped. */
    static Application unmanaged() {
        return new Application(
                Settings.read(SettingSource.systemProperties(), SettingSource.environment()), Threads.shared());
    }

    /**
     * How it is configured.
     *
     * @return the same for its whole life
     */
    public Settings settings() {
        return settings;
    }

    /**
     * Where its callbacks run.
     *
     * @return for its sockets
     */
    public Callbacks callbacks() {
        return callbacks;
    }

    /**
     * Takes a socket, to close it when the application stops.
     *
     * @param socket open
     * @return false if the application stops already; the caller then closes it
     */
    public boolean add(AbstractSocket socket) {
        synchronized (this) {
            if (stopping) {
                return false;
            }
            open.add(socket);
        }
        socket.whenEnded(() -> remove(socket));
        return true;
    }

    private synchronized void remove(AbstractSocket socket) {
        open.remove(socket);
        notifyAll();
    }

    synchronized int sockets() {
        return open.size();
    }

    /**
     * Closes the sockets with 1001, waits for the peers, cuts those that do not answer, and stops the threads. All of that within a
     * bounded time, whatever peers and callbacks do.
     */
    void stop() {
        Deadline deadline = Deadline.in(patience);
        beginStop().forEach(socket -> socket.closeSoon(CloseCode.GOING_AWAY, STOPPING));
        awaitEnds(deadline).forEach(socket -> socket.cut("the peer did not answer the close"));
        Deadline least = Deadline.in(LEAST);
        threads.stop(deadline.leftNanos() > least.leftNanos() ? deadline : least);
    }

    private synchronized List<AbstractSocket> beginStop() {
        stopping = true;
        return List.copyOf(open);
    }

    /** Returns what is still open when the time is over. */
    private synchronized List<AbstractSocket> awaitEnds(Deadline deadline) {
        try {
            for (long left = deadline.leftNanos(); !open.isEmpty() && left > 0; left = deadline.leftNanos()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(open);
    }
}
