package org.sluice.it;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.api.Archive;
import org.sluice.arquillian.WarFile;

/** The WAR of the build, as it is. */
public final class ServerWar implements Supplier<Archive<?>> {

    static final Path FILE = Path.of(System.getProperty("server.war"));

    @Override
    public Archive<?> get() {
        return WarFile.of(FILE, "sluice.war");
    }
}
