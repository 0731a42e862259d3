package org.sluice.it.container;

import static java.util.Objects.requireNonNull;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.ContainerContext;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.sluice.arquillian.EmbeddedContainer;

/**
 * Any container of the suite: a server process where a recipe is configured, and the embedded launcher otherwise. Arquillian allows one
 * class of containers on a class path, with as many configurations as one likes; so the choice is made here.
 */
public final class SuiteContainer implements DeployableContainer<ServerConfiguration> {

    /** The setting, which the client reads from the same place. */
    private static final String TRANSPORT = "sluice.transport";

    @Inject
    private @Nullable Instance<ContainerContext> context;

    private String name = "";
    private DeployableContainer<?> chosen = new EmbeddedContainer();
    private String transport = "";
    private int deployed;

    @Override
    public Class<ServerConfiguration> getConfigurationClass() {
        return ServerConfiguration.class;
    }

    @Override
    public void setup(ServerConfiguration configuration) {
        // Arquillian tells a container its configuration, but its name only this way.
        name = requireNonNull(context).get().getActiveId();
        Deployed.container(name, configuration.version());
        transport = configuration.transport();
        chosen = configuration.embedded() ? new EmbeddedContainer() : new ServerContainer(configuration);
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return chosen.getDefaultProtocol();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Deployed.war(name, archive);
        if (deployed++ == 0 && !transport.isEmpty()) {
            System.setProperty(TRANSPORT, transport);
        }
        return chosen.deploy(archive);
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        chosen.undeploy(archive);
        if (--deployed == 0) {
            System.clearProperty(TRANSPORT);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        chosen.stop();
    }
}
