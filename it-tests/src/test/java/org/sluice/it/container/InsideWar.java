package org.sluice.it.container;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The {@link ApplicationWar} with what a test needs that runs inside it; Arquillian adds the test class itself, and JUnit. */
final class InsideWar {

    private InsideWar() {}

    static WebArchive of(Class<?> test) {
        WebArchive war = ApplicationWar.complete()
                .addAsLibraries(jar(Assertions.class), jar(Awaitility.class), jar(Matcher.class));
        for (Class<?> type = test.getSuperclass(); type != Object.class; type = type.getSuperclass()) {
            addWithInterfaces(war, type);
        }
        return war;
    }

    private static void addWithInterfaces(WebArchive war, Class<?> type) {
        war.addClass(type);
        for (Class<?> contract : type.getInterfaces()) {
            addWithInterfaces(war, contract);
        }
    }

    private static File jar(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " comes from no file", e);
        }
    }
}
