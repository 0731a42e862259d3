package org.sluice.it.container;

import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.sluice.arquillian.WarFile;

/**
 * Deploys the WAR of the build, as it is, and a user's beside it, for each test class that {@linkplain OnContainer runs on a container}:
 * to the container that the class's tag names. A deployment method would need a copy in each class, for the name of the container in its
 * annotation. Tests inside a container get the user's WAR alone.
 */
public final class ServerWar implements DeploymentScenarioGenerator {

    /** The name of the deployment of the WAR of the build. */
    public static final String SERVER = "sluice";

    /** The name of the deployment of the {@link ApplicationWar}. */
    public static final String APPLICATION = "application";

    @Override
    public List<DeploymentDescription> generate(TestClass testClass) {
        Class<?> type = testClass.getJavaClass();
        OnContainer how = type.getAnnotation(OnContainer.class);
        if (how == null) {
            return List.of();
        }
        TargetDescription target = new TargetDescription(OnContainer.Name.of(type));
        if (how.inside()) {
            return List.of(description(APPLICATION, InsideWar.of(type), target).shouldBeTestable(true));
        }
        return List.of(
                description(SERVER, WarFile.of(Path.of(System.getProperty("server.war")), "sluice.war"), target),
                description(APPLICATION, ApplicationWar.complete(), target));
    }

    private static DeploymentDescription description(String name, Archive<?> archive, TargetDescription target) {
        return new DeploymentDescription(name, archive).shouldBeTestable(false).setTarget(target);
    }
}
