package org.sluice.core.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.sluice.core.common.Threads;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;

/**
 * How the embedded server starts an application on the copy of the library that the application sees, which may be another than its
 * own. So it is called by reflection, and names no type but the JDK's.
 */
public final class EmbeddedStart {

    private static final Logger LOG = System.getLogger("org.sluice");

    private EmbeddedStart() {}

    /**
     * Starts an application on threads of our own. The calling thread has its context class loader.
     *
     * @param loader of its classes
     * @param brings whether it brings this copy of the library along; a program's own copy has other users too
     * @param parameters the application's context parameters
     * @return stops it, within a bounded time
     * @throws IllegalArgumentException if a system property, an environment variable or a context parameter is a wrong setting
     */
    public static Runnable start(ClassLoader loader, boolean brings, Map<String, String> parameters) {
        SettingSource system = SettingSource.systemProperties();
        SettingSource context = SettingSource.contextParameters(parameters::get, parameters.keySet());
        Settings settings = Settings.read(system, SettingSource.environment(), context);
        Settings.unknown(system, context).forEach(line -> LOG.log(Level.WARNING, line));
        return Applications.start(loader, settings, Threads.own(), brings)::close;
    }
}
