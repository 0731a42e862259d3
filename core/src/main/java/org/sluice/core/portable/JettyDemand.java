package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Threads;
import org.sluice.core.common.Timer;

/**
 * Jetty's way to read: a frame at each demand. Its Jakarta layer demands the next one when a handler has returned ({@code
 * AbstractMessageSink.autoDemand}); here that is switched off in the session's two sinks, and each delivery demands by itself at its end, or leaves
 * it to the release. Found by reflection, since no class of a container is linked.
 *
 * <p>A demand that comes while the thread of a delivery that demanded nothing is on its way out is lost for ever in most of Jetty 12 before 12.1.10
 * (docs/containers.md). So one that comes during the delivery is left to its end, and one that comes after it waits until the thread is gone.
 *
 * <p>Lock: itself, around its own state; given up before Jetty is called, which may deliver on the thread that demands.
 */
final class JettyDemand implements ReadSwitch {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final String AUTO_DEMAND = "autoDemand";

    /** A thread that nothing was demanded of has nothing more to do than to leave. */
    private static final Duration LEAVING = Duration.ofMillis(1);

    private final Object core;
    private final Method demand;
    private final JettyConnection connection;

    /** Whether the handler has not returned yet. */
    private boolean delivering;
    /** Whether a frame was delivered and the next one not yet demanded: one large frame may stop and go on more than once. */
    private boolean owed;
    /** Whether the next one is to come. */
    private boolean wanted;
    /** Whether the timer looks again. */
    private boolean looking;

    private JettyDemand(Object core, Method demand, JettyConnection connection) {
        this.core = core;
        this.demand = demand;
        this.connection = connection;
    }

    /**
     * Takes over the demand of a session; its handlers for text and binary are known already.
     *
     * @return null where the container is another
     * @throws ReflectiveOperationException if this version of it has nothing of the kind; then it demands as before
     */
    static @Nullable ReadSwitch of(Session session) throws ReflectiveOperationException {
        Class<?> type = session.getClass();
        Method getCore = Internals.method(type, "getCoreSession");
        Method getHandler = Internals.method(type, "getFrameHandler");
        if (getCore == null || getHandler == null) {
            return null;
        }
        Method demand = getCore.getReturnType().getMethod("demand");
        Object core = getCore.invoke(session);
        JettyConnection connection = JettyConnection.of(core);
        Object handler = getHandler.invoke(session);
        switchOff(sink(handler, "textSink"), sink(handler, "binarySink"));
        return new JettyDemand(core, demand, connection);
    }

    private static Object sink(Object handler, String name) throws ReflectiveOperationException {
        return Internals.field(handler.getClass(), name).get(handler);
    }

    /** Both or, where that fails, none: a sink that nobody demands for would be silent for ever. */
    private static void switchOff(Object text, Object binary) throws ReflectiveOperationException {
        Field ofText = Internals.field(text.getClass(), AUTO_DEMAND);
        Field ofBinary = Internals.field(binary.getClass(), AUTO_DEMAND);
        // It is final: if it cannot be set, this says so.
        ofText.setBoolean(text, ofText.getBoolean(text));
        ofBinary.setBoolean(binary, false);
        ofText.setBoolean(text, false);
    }

    @Override
    public synchronized void begin() {
        delivering = true;
        owed = true;
    }

    /** Nothing is read that is not demanded. */
    @Override
    public synchronized void off() {
        wanted = false;
    }

    /** Jetty looks for a demand when its handler has returned: so far none is lost. */
    @Override
    public void end(boolean more) {
        if (isDueAtEnd(more)) {
            demand();
        }
    }

    private synchronized boolean isDueAtEnd(boolean more) {
        delivering = false;
        wanted |= more;
        return take();
    }

    @Override
    public void on() {
        if (isDueAtRelease()) {
            demand();
        }
    }

    private synchronized boolean isDueAtRelease() {
        wanted = owed;
        return isDue();
    }

    private void lookAgain() {
        if (isDueAtLook()) {
            // It may deliver what an extension holds, which is not for the timer's thread.
            Threads.shared().execute(this::demand);
        }
    }

    private synchronized boolean isDueAtLook() {
        looking = false;
        return isDue();
    }

    private boolean isDue() {
        if (!wanted || delivering || looking) {
            return false;
        }
        if (connection.isBeingRead()) {
            looking = true;
            Timer.Cancel unused = Timer.in(LEAVING, this::lookAgain);
            return false;
        }
        return take();
    }

    private boolean take() {
        boolean due = wanted && owed;
        wanted &= !due;
        owed &= !due;
        return due;
    }

    private void demand() {
        try {
            demand.invoke(core);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "Nothing is demanded of a connection that has ended", e);
        }
    }
}
