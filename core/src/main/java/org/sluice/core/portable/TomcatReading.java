package org.sluice.core.portable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Timer;

/**
 * The {@code suspend} and {@code resume} of Tomcat, and so of TomEE, without what they lose by themselves: a resume that comes while the thread that
 * was told to suspend has not left yet starts nothing, and frames that are in Tomcat's buffer then stay there (docs/containers.md). So a resume
 * waits until Tomcat's own state says that it has suspended, which is private. Found by reflection, since no class of a container is linked.
 *
 * <p>Lock: itself; Tomcat's two methods are called in it, and only hand work to a pool.
 */
final class TomcatReading implements ReadSwitch {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final String OF_SERVERS = "WsFrameServer";

    /** A thread that was told to suspend has nothing more to do than to leave. */
    private static final Duration LEAVING = Duration.ofMillis(1);

    private final Object session;
    private final Method suspend;
    private final Method resume;
    private final Object frames;
    private final Field state;

    /** Whether it is to go on once it has suspended. */
    private boolean wanted;
    /** Whether the timer looks again. */
    private boolean looking;

    private TomcatReading(Object session, Method suspend, Method resume, Object frames, Field state) {
        this.session = session;
        this.suspend = suspend;
        this.resume = resume;
        this.frames = frames;
        this.state = state;
    }

    /**
     * The switch of a session.
     *
     * @param session open
     * @return null where the container is another, and for its clients
     * @throws ReflectiveOperationException if this version of it does not tell its state
     */
    static @Nullable ReadSwitch of(Object session) throws ReflectiveOperationException {
        Class<?> type = session.getClass();
        Method suspend = Internals.method(type, "suspend");
        Method resume = Internals.method(type, "resume");
        if (suspend == null || resume == null) {
            return null;
        }
        Object frames = Internals.field(type, "wsFrame").get(session);
        if (!frames.getClass().getSimpleName().equals(OF_SERVERS)) {
            // Its client may say that it is leaving until more has come.
            return null;
        }
        return new TomcatReading(session, suspend, resume, frames, Internals.field(frames.getClass(), "readState"));
    }

    @Override
    public void begin() {}

    /** Tomcat reads on by itself. */
    @Override
    public void end(boolean more) {}

    @Override
    public synchronized void off() {
        if (wanted) {
            // It has not gone on since the last time.
            wanted = false;
        } else {
            call(suspend);
        }
    }

    @Override
    public synchronized void on() {
        wanted = true;
        look();
    }

    private synchronized void lookAgain() {
        looking = false;
        look();
    }

    private void look() {
        if (!wanted || looking) {
            return;
        }
        if (isLeaving()) {
            looking = true;
            Timer.Cancel unused = Timer.in(LEAVING, this::lookAgain);
            return;
        }
        wanted = false;
        // In any other state but the suspended one it has ended, and Tomcat does nothing.
        call(resume);
    }

    private boolean isLeaving() {
        try {
            return String.valueOf(state.get(frames)).equals("SUSPENDING_PROCESS");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("It was accessible before", e);
        }
    }

    private void call(Method method) {
        try {
            method.invoke(session);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.DEBUG, "Nothing comes any more of a session that has ended", e);
        }
    }
}
