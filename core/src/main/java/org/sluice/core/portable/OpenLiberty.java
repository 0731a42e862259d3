package org.sluice.core.portable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/** What is particular to Open Liberty, found by reflection since no class of a container is linked; elsewhere it does nothing. */
public final class OpenLiberty {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** A part of its programming interface, which applications see unless they ask not to. */
    private static final String API = "com.ibm.websphere.wsoc.WsWsocServerContainer";

    private static final String MANAGER = "com.ibm.ws.wsoc.WebSocketContainerManager";

    private static final String CONNECTION = "com.ibm.ws.wsoc.WsocConnLink";

    private OpenLiberty() {}

    /**
     * Whether an application runs there.
     *
     * @param application the application's class loader
     * @return false on every other container
     */
    public static boolean isVisibleTo(ClassLoader application) {
        try {
            Class.forName(API, false, application);
            return true;
        } catch (ClassNotFoundException anotherContainer) {
            return false;
        }
    }

    /**
     * Whether the container reports a lost connection, on the thread that calls: it gives a reset or an end without a close frame the
     * code 1011, as if the peer had sent it. Where it comes from shows only in the call itself.
     *
     * @return false on every other container, and for a code that the peer sent
     */
    static boolean reportsALostConnection() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CONNECTION)
                        && frame.getMethodName().equals("processReadErrorComplete")));
    }

    /**
     * Lets the container give up what it injected into an object that its configurator made. It does so by itself for the objects of
     * annotated endpoints only, and would keep the others for ever.
     *
     * @param session that of the container, which ended
     * @param made by the container's configurator
     */
    public static void release(Object session, Object made) {
        try {
            Class<?> manager = Class.forName(MANAGER, true, session.getClass().getClassLoader());
            Object only = manager.getMethod("getRef").invoke(null);
            manager.getMethod("releaseCC", Object.class).invoke(only, made);
        } catch (ClassNotFoundException anotherContainer) {
            return;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(
                    Level.WARNING,
                    "This version of Open Liberty does not give up what it injected into an endpoint",
                    e);
        }
    }
}
