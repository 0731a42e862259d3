package org.sluice.core.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Threads;
import org.sluice.core.config.Setting;
import org.sluice.core.config.Settings;

/**
 * Finds the threads for an application's callbacks, by JNDI. A managed executor service is an {@link ExecutorService} and a managed
 * thread factory a {@link ThreadFactory}, so that no class of Jakarta Concurrency is linked.
 *
 * <p>The default is both of the container's: a stream holds its thread as long as its connection lasts, and the default executors of
 * containers have few threads and a queue without an end (GlassFish) or few core threads (WildFly), so that a few streams would hold up
 * everything that the application runs there.
 */
final class ContainerThreads {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** The names that every Jakarta EE platform has (Jakarta Concurrency 2.0, 3.1.4 and 3.4.4). */
    static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    static final String FACTORY = "java:comp/DefaultManagedThreadFactory";

    private ContainerThreads() {}

    /** On the thread that starts the application, which sees its names. */
    static Threads find(Settings settings) {
        String name = settings.executor();
        if (name == null) {
            return Threads.own();
        }
        return name.equals(Settings.MANAGED_THREADS) ? managed() : named(settings, name);
    }

    private static Threads managed() {
        Object executor = defaultOf(EXECUTOR);
        Object factory = defaultOf(FACTORY);
        if (executor instanceof ExecutorService lender && factory instanceof ThreadFactory maker) {
            return Threads.borrowedFrom(
                    Contextual.of(lender, Executor.class), Contextual.of(maker, ThreadFactory.class));
        }
        if (executor instanceof ExecutorService lender) {
            return lentBy(lender);
        }
        return factory instanceof ThreadFactory maker ? madeBy(maker) : Threads.own();
    }

    private static Threads lentBy(ExecutorService executor) {
        return Threads.borrowedFrom(Contextual.of(executor, Executor.class));
    }

    private static Threads madeBy(ThreadFactory factory) {
        return Threads.madeBy(Contextual.of(factory, ThreadFactory.class));
    }

    private static @Nullable Object defaultOf(String name) {
        try {
            return lookUp(name);
        } catch (NamingException e) {
            LOG.log(Level.DEBUG, "The container has no " + name, e);
            return null;
        }
    }

    private static Threads named(Settings settings, String name) {
        Object found;
        try {
            found = lookUp(name);
        } catch (NamingException e) {
            throw settings.wrong(Setting.EXECUTOR, "it is not found (" + e + ')', e);
        }
        if (found instanceof ExecutorService executor) {
            return lentBy(executor);
        }
        if (found instanceof ThreadFactory factory) {
            return madeBy(factory);
        }
        throw settings.wrong(
                Setting.EXECUTOR,
                "there is a " + (found == null ? "null" : found.getClass().getName()),
                null);
    }

    @SuppressWarnings("BanJNDI") // The name is the deployer's or ours and begins with java:, see Setting.
    private static @Nullable Object lookUp(String name) throws NamingException {
        return InitialContext.doLookup(name);
    }
}
