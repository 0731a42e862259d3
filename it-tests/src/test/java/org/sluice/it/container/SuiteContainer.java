package org.sluice.it.container;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.sluice.arquillian.EmbeddedContainer;

/**
 * Any container of the suite: a server process where a recipe is configured, and the embedded launcher otherwise. Arquillian allows one
 * class of containers on a class path, with as many configurations as one likes; so the choice is made here.
 */
public final class SuiteContainer implements DeployableContainer<ServerConfiguration> {

    private DeployableContainer<?> chosen = new EmbeddedContainer();

    @Override
    public Class<ServerConfiguration> getConfigurationClass() {
        return ServerConfiguration.class;
    }

    @Override
    public void setup(ServerConfiguration configuration) {
        chosen = configuration.embedded() ? new EmbeddedContainer() : new ServerContainer(configuration);
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return chosen.getDefaultProtocol();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        return chosen.deploy(archive);
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        chosen.undeploy(archive);
    }

    @Override
    public void stop() throws LifecycleException {
        chosen.stop();
    }
}
