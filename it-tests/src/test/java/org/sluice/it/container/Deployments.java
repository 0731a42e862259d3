package org.sluice.it.container;

import java.util.List;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Deploys what {@link OnContainer} says to the container that the class's tag names. A deployment method would need a copy in each
 * class, for the name of the container in its annotation.
 */
public final class Deployments implements DeploymentScenarioGenerator {

    /** Called by Arquillian. */
    public Deployments() {}

    @Override
    public List<DeploymentDescription> generate(TestClass testClass) {
        Class<?> type = testClass.getJavaClass();
        OnContainer what = type.getAnnotation(OnContainer.class);
        if (what == null) {
            return List.of();
        }
        Archive<?> archive = archive(what);
        return List.of(new DeploymentDescription(archive.getName(), archive)
                .shouldBeTestable(what.testable())
                .setTarget(new TargetDescription(OnContainer.Name.of(type))));
    }

    private static Archive<?> archive(OnContainer what) {
        try {
            return what.value().getDeclaredConstructor().newInstance().get();
        } catch (ReflectiveOperationException e) {
            throw new ConfigurationException(what.value() + " needs a public constructor without parameters", e);
        }
    }
}
