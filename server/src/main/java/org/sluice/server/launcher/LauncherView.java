package org.sluice.server.launcher;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The little of the launcher that a WAR may see besides the platform: the Jakarta APIs, the engine, a JSON provider, and Sluice
 * itself without its server. All else is hidden, so that a class missing from a WAR is missed here and not first elsewhere.
 */
final class LauncherView extends ClassLoader {

    private static final List<String> SHOWN = List.of(
            "jakarta.",
            "org.glassfish.",
            "org.eclipse.yasson.",
            "org.eclipse.parsson.",
            "org.sluice.",
            "org.jspecify.");
    private static final String HIDDEN = "org.sluice.server.";
    private static final String SERVICES = "META-INF/services/";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader launcher;

    LauncherView(ClassLoader launcher) {
        super("launcher-view", ClassLoader.getPlatformClassLoader());
        this.launcher = launcher;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (shown(name)) {
            return launcher.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isShownService(name) ? launcher.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        if (!isShownService(name)) {
            return Collections.emptyEnumeration();
        }
        // The launcher's answer holds the platform's, which the caller has already.
        Set<String> seen = new TreeSet<>();
        Collections.list(getParent().getResources(name)).forEach(url -> seen.add(url.toExternalForm()));
        return Collections.enumeration(Collections.list(launcher.getResources(name)).stream()
                .filter(url -> seen.add(url.toExternalForm()))
                .toList());
    }

    private static boolean isShownService(String resource) {
        return resource.startsWith(SERVICES) && shown(resource.substring(SERVICES.length()));
    }

    private static boolean shown(String name) {
        return !name.startsWith(HIDDEN) && SHOWN.stream().anyMatch(name::startsWith);
    }
}
