package org.sluice.it.container;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.sluice.arquillian.EmbeddedContainer;

/** Registers the containers of the suite with Arquillian, in place of the embedded one alone. */
public final class SuiteExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.override(DeployableContainer.class, EmbeddedContainer.class, SuiteContainer.class)
                .service(DeploymentScenarioGenerator.class, ServerWar.class);
    }
}
