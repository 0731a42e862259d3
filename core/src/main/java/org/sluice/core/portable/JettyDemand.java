package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's way to read: a frame at each demand. Its Jakarta layer demands the next one when a handler has returned ({@code
 * AbstractMessageSink.autoDemand}); here that is switched off in the session's two sinks, and each delivery demands by itself, or leaves it to the
 * release. Found by reflection, since no class of a container is linked.
 */
final class JettyDemand implements ReadSwitch {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final String AUTO_DEMAND = "autoDemand";

    private final Object core;
    private final Method demand;
    /** Whether a frame was delivered and the next one not yet demanded: one large frame may stop and go on more than once. */
    private final AtomicBoolean owed = new AtomicBoolean();

    private JettyDemand(Object core, Method demand) {
        this.core = core;
        this.demand = demand;
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
        Object handler = getHandler.invoke(session);
        switchOff(sink(handler, "textSink"), sink(handler, "binarySink"));
        return new JettyDemand(core, demand);
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
    public void begin() {
        owed.set(true);
    }

    @Override
    public void goOn() {
        demand();
    }

    /** Nothing is read that is not demanded. */
    @Override
    public void off() {}

    @Override
    public void on() {
        demand();
    }

    private void demand() {
        if (!owed.compareAndSet(true, false)) {
            return;
        }
        try {
            demand.invoke(core);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "Nothing is demanded of a connection that has ended", e);
        }
    }
}
