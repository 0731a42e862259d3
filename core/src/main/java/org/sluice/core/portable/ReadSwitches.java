package org.sluice.core.portable;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds a container's way to stop reading, if it has one that works. */
final class ReadSwitches {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ReadSwitches() {}

    /** The switch of a session that is being opened; null where only a held thread stops the container. */
    static @Nullable ReadSwitch of(Session session) {
        try {
            ReadSwitch tomcat = TomcatReading.of(session);
            return tomcat != null ? tomcat : JettyDemand.of(session);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(
                        Level.INFO,
                        "This version of the container lacks what stops its reading; while an application reads nothing,"
                                + " each of its connections holds a thread of the container",
                        e);
            }
            return null;
        }
    }
}
