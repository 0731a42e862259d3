package org.sluice.core.application;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;
import org.sluice.core.config.Settings;
import org.sluice.core.json.Json;

/**
 * The applications that run on this copy of the library. Mostly there is one, whose WAR brought it; the WARs of an EAR, or those of
 * an embedded server, may share a copy. Applications are told apart by their class loaders. With its last application a copy stops
 * the threads that it shares, unless it outlives its applications and so may have sockets of others.
 *
 * <p>Lock: {@code counting} guards how many there are; one that starts waits for a copy that stops.
 */
public final class Applications {

    /** The shared threads have nothing to do any more when the last application has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Applications HERE = new Applications();

    private final Object counting = new Object();
    private final Map<ClassLoader, Started> byLoader = new ConcurrentHashMap<>();

    Applications() {}

    /** A loader may stand for several: two embedded servers with endpoints of one program. */
    private static final class Started {

        private final Application application;
        private final boolean endsTheCopy;
        private int times = 1;

        Started(Application application, boolean endsTheCopy) {
            this.application = application;
            this.endsTheCopy = endsTheCopy;
        }
    }

    /** Ends what was started. */
    @FunctionalInterface
    public interface Stop extends AutoCloseable {

        /** Returns within a bounded time, when the sockets are closed and the threads have ended. Does nothing when repeated. */
        @Override
        void close();
    }

    /**
     * Starts an application. The calling thread has its context class loader.
     *
     * @param loader of its classes
     * @param settings checked
     * @param threads for its callbacks, stopped with it; not used where the same loader's application runs already
     * @param endsTheCopy whether this copy of the library goes with the last of its applications, if this is the last
     * @return stops it
     */
    public static Stop start(ClassLoader loader, Settings settings, Threads threads, boolean endsTheCopy) {
        return HERE.begin(loader, settings, threads, endsTheCopy);
    }

    /**
     * The application of an endpoint.
     *
     * @param endpoint the class loader of the endpoint's class, which may be a library's
     * @return that with this loader; else that with the calling thread's context class loader; else one with a loader above them;
     *     else one with the settings of the program alone
     */
    public static Application of(@Nullable ClassLoader endpoint) {
        return HERE.find(endpoint, Thread.currentThread().getContextClassLoader());
    }

    Stop begin(ClassLoader loader, Settings settings, Threads threads, boolean endsTheCopy) {
        Started started;
        synchronized (counting) {
            if (byLoader.isEmpty()) {
                Timer.start();
                Threads.shared().start();
            }
            Started known = byLoader.get(loader);
            if (known != null && known.times > 0) {
                started = known;
                started.times++;
            } else {
                started = new Started(new Application(settings, threads), endsTheCopy);
                byLoader.put(loader, started);
            }
        }
        AtomicBoolean stopped = new AtomicBoolean();
        return () -> {
            if (stopped.compareAndSet(false, true)) {
                end(loader, started);
            }
        };
    }

    private void end(ClassLoader loader, Started started) {
        synchronized (counting) {
            if (--started.times > 0) {
                return;
            }
        }
        // Found until it has stopped, so that a connection that comes meanwhile is turned away.
        started.application.stop();
        Json.forget();
        synchronized (counting) {
            byLoader.remove(loader, started);
            if (byLoader.isEmpty() && started.endsTheCopy) {
                Threads.shared().stop(Deadline.in(PATIENCE));
                Timer.stop(Deadline.in(PATIENCE));
            }
        }
    }

    Application find(@Nullable ClassLoader endpoint, @Nullable ClassLoader context) {
        Started known = get(endpoint);
        known = known != null ? known : get(context);
        known = known != null ? known : above(endpoint);
        known = known != null ? known : above(context);
        return known != null ? known.application : Application.unmanaged();
    }

    private @Nullable Started above(@Nullable ClassLoader loader) {
        Started found = null;
        for (ClassLoader next = loader; next != null && found == null; next = next.getParent()) {
            found = get(next);
        }
        return found;
    }

    private @Nullable Started get(@Nullable ClassLoader loader) {
        return loader == null ? null : byLoader.get(loader);
    }
}
