package org.sluice.server.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of a WAR see: the platform, {@code jakarta.*} and the engine as the launcher has them, because both sides
 * must mean the same types; then the WAR's own classes; and what the WAR lacks from {@link LauncherView}, such as
 * {@code org.sluice.core} in a WAR without libraries. {@link SharedPorts} are the one exception. So a WAR runs with the versions that it brings, as in a container, and
 * two WARs do not see each other.
 */
final class WarClassLoader extends URLClassLoader {

    private static final List<String> LAUNCHER_FIRST = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "org.glassfish.tyrus.",
            "org.glassfish.grizzly.",
            "org.sluice.grizzly.");
    private static final String SERVICES = "META-INF/services/";

    private final boolean sharesPorts;

    static {
        registerAsParallelCapable();
    }

    WarClassLoader(String name, URL[] classPath, ClassLoader launcher) {
        super("war:" + name, classPath, new LauncherView(launcher));
        sharesPorts = SharedPorts.between(this, launcher);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (LAUNCHER_FIRST.stream().anyMatch(name::startsWith)
                || (sharesPorts && name.startsWith(SharedPorts.PACKAGE))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null && brings(name)) {
                found = findClass(name);
            }
            if (found == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null || onlyFromTheWar(name) ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        if (!onlyFromTheWar(name)) {
            all.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(all);
    }

    /** The launcher's providers implement the launcher's copy of a service, not the one that the WAR brings along. */
    private boolean onlyFromTheWar(String resource) {
        String service = resource.startsWith(SERVICES) ? resource.substring(SERVICES.length()) : "";
        return !service.isEmpty() && LAUNCHER_FIRST.stream().noneMatch(service::startsWith) && brings(service);
    }

    private boolean brings(String className) {
        return findResource(className.replace('.', '/') + ".class") != null;
    }
}
