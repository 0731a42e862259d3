package org.sluice.it.container;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.sluice.arquillian.WarFile;

/**
 * Deploys the WAR of the build, as it is, and a user's beside it, for each test class that {@linkplain OnContainer runs on a container}:
 * to the container that the class's tag names. A deployment method would need a copy in each class, for the name of the container in its annotation.
 */
public final class ServerWar implements DeploymentScenarioGenerator {

    /** The name of the deployment of the WAR of the build. */
    public static final String SERVER = "sluice";

    /** The name of the deployment of the {@link ApplicationWar}. */
    public static final String APPLICATION = "application";

    @Override
    public List<DeploymentDescription> generate(TestClass testClass) {
        Class<?> type = testClass.getJavaClass();
        if (!type.isAnnotationPresent(OnContainer.class)) {
            return List.of();
        }
        TargetDescription target = new TargetDescription(container(type));
        return List.of(
                description(SERVER, WarFile.of(Path.of(System.getProperty("server.war")), "sluice.war"), target),
                description(APPLICATION, ApplicationWar.complete(), target));
    }

    private static DeploymentDescription description(String name, Archive<?> archive, TargetDescription target) {
        return new DeploymentDescription(name, archive).shouldBeTestable(false).setTarget(target);
    }

    /** The container that a class runs on. */
    static String container(Class<?> type) {
        Tag[] tags = type.getAnnotationsByType(Tag.class);
        if (tags.length != 1) {
            throw new IllegalStateException(
                    type + " must have one tag, the name of its container, but has " + Arrays.toString(tags));
        }
        return tags[0].value();
    }
}
