package org.sluice.server.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The applications of one server, each started and stopped on the copy of the library that it sees: a WAR's own, or the launcher's.
 * For one thread.
 */
final class Lifecycles {

    private static final String START = "org.sluice.core.application.EmbeddedStart";

    private final Deque<Runnable> stops = new ArrayDeque<>();

    /**
     * Starts the endpoints of the program itself.
     *
     * @throws IllegalArgumentException if a setting is wrong
     */
    void startOwn(ClassLoader loader) {
        start(loader, false, Map.of());
    }

    /**
     * Starts a WAR, which may bring the library along.
     *
     * @param parameters its context parameters
     * @throws IllegalArgumentException if a setting is wrong
     */
    void startWar(ClassLoader loader, Map<String, String> parameters) {
        start(loader, true, parameters);
    }

    private void start(ClassLoader loader, boolean mayBring, Map<String, String> parameters) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> seen = Class.forName(START, true, loader);
            Method start = seen.getMethod("start", ClassLoader.class, boolean.class, Map.class);
            boolean brings = mayBring && seen.getClassLoader() == loader;
            stops.push((Runnable) start.invoke(null, loader, brings, parameters));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("The application at " + loader + " cannot be started", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The WAR's sluice-core is of another version; build it again", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Stops all, the last first. */
    void stop() {
        for (Runnable stop = stops.poll(); stop != null; stop = stops.poll()) {
            stop.run();
        }
    }
}
