package org.sluice.core.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.sluice.core.application.Applications;
import org.sluice.core.config.InvalidSettingException;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;

/**
 * Starts and stops Sluice with a web application: checks its settings, guards its WebSockets against foreign web pages, finds the
 * threads for its callbacks, and in the end closes its sockets and stops all threads. Declared by the {@code web-fragment.xml} in this
 * jar; a {@code web.xml} that leaves fragments out, and a WAR whose copy of this jar lies in an EAR, declare it themselves.
 */
public final class SluiceListener implements ServletContextListener {

    private static final Logger LOG = System.getLogger("org.sluice");

    private static final String ORIGINS = "org.sluice.origins";
    private static final String UPGRADES = "org.sluice.upgrades";

    private Applications.@Nullable Stop started;

    /** Made by the container. */
    public SluiceListener() {}

    /**
     * Starts.
     *
     * @param event by the container, on a thread with the application's contexts
     * @throws InvalidSettingException if a setting is wrong, which stops the deployment
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        SettingSource system = SettingSource.systemProperties();
        SettingSource parameters = SettingSource.contextParameters(
                context::getInitParameter, Collections.list(context.getInitParameterNames()));
        Settings settings = Settings.read(system, SettingSource.environment(), parameters);
        Settings.unknown(system, parameters).forEach(line -> LOG.log(Level.WARNING, line));
        if (TyrusFilter.isNeededIn(context)) {
            putInFront(context, UPGRADES, new TyrusFilter());
        }
        putInFront(context, ORIGINS, new OriginFilter(settings.allowedOrigins()));
        started = Applications.start(
                context.getClassLoader(), settings, ContainerThreads.find(settings), !isTheProgramsOwn());
    }

    /** A container that is embedded in a program shares the program's copy, whose clients go on after an application. */
    private static boolean isTheProgramsOwn() {
        return SluiceListener.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    /** In front of the container's own filter for upgrades, if it has one; containers without one upgrade behind all filters. */
    private static void putInFront(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic added = context.addFilter(name, filter);
        // Null where the listener is declared twice, and the filter there.
        if (added != null) {
            added.setAsyncSupported(true);
            added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
    }

    /**
     * Stops; returns within a bounded time.
     *
     * @param event by the container, also where the start failed
     */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Applications.Stop stop = started;
        if (stop != null) {
            stop.close();
        }
    }
}
