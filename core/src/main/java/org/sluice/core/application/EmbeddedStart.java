package org.sluice.core.application;

import org.sluice.core.common.Threads;
import org.sluice.core.config.SettingSource;
import org.sluice.core.config.Settings;

/**
 * How the embedded server starts an application on the copy of the library that the application sees, which may be another than its
 * own. So it is called by reflection, and names no type but the JDK's.
 */
public final class EmbeddedStart {

    private EmbeddedStart() {}

    /**
     * Starts an application on threads of our own. The calling thread has its context class loader.
     *
     * @param loader of its classes
     * @param brings whether it brings this copy of the library along; a program's own copy has other users too
     * @return stops it, within a bounded time
     * @throws IllegalArgumentException if a system property or environment variable is a wrong setting
     */
    public static Runnable start(ClassLoader loader, boolean brings) {
        Settings settings = Settings.read(SettingSource.systemProperties(), SettingSource.environment());
        return Applications.start(loader, settings, Threads.own(), brings)::close;
    }
}
