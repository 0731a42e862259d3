package org.sluice.core.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.sluice.core.common.Threads;
import org.sluice.core.config.Setting;
import org.sluice.core.config.Settings;

/**
 * Finds the threads for an application's callbacks, by JNDI. A managed executor service is an {@link ExecutorService} and a managed
 * thread factory a {@link ThreadFactory}, so that no class of Jakarta Concurrency is linked.
 *
 * <p>The default is a thread factory and no executor: a stream holds its thread as long as its connection lasts, and the default
 * executors of containers have few threads and a queue without an end (GlassFish) or few core threads (WildFly), so that a few streams
 * would hold up everything that the application runs there.
 */
final class ContainerThreads {

    private static final Logger LOG = System.getLogger("org.sluice");

    private ContainerThreads() {}

    /** On the thread that starts the application, which sees its names. */
    @SuppressWarnings("BanJNDI") // The name is the deployer's and begins with java:, see Setting.
    static Threads find(Settings settings) {
        String name = settings.executor();
        if (name == null) {
            return Threads.own();
        }
        try {
            Object found = InitialContext.doLookup(name);
            if (found instanceof ExecutorService executor) {
                return Threads.borrowedFrom(executor);
            }
            if (found instanceof ThreadFactory factory) {
                return Threads.madeBy(ContextualFactory.of(factory));
            }
            throw settings.wrong(
                    Setting.EXECUTOR,
                    "there is a " + (found == null ? "null" : found.getClass().getName()),
                    null);
        } catch (NamingException e) {
            if (settings.isGiven(Setting.EXECUTOR)) {
                throw settings.wrong(Setting.EXECUTOR, "it is not found (" + e + ')', e);
            }
            LOG.log(Level.DEBUG, "The container has no managed threads; callbacks run on threads of our own", e);
            return Threads.own();
        }
    }
}
