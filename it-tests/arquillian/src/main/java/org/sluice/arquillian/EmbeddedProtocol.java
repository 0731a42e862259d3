package org.sluice.arquillian;

import java.util.Collection;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.test.spi.ContainerMethodExecutor;
import org.jboss.arquillian.container.test.spi.TestDeployment;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentPackager;
import org.jboss.arquillian.container.test.spi.client.deployment.ProtocolArchiveProcessor;
import org.jboss.arquillian.container.test.spi.client.protocol.Protocol;
import org.jboss.arquillian.container.test.spi.client.protocol.ProtocolConfiguration;
import org.jboss.arquillian.container.test.spi.command.CommandCallback;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Runs in-container tests: the test class is loaded again above the deployed application's class loader, so that it sees exactly the
 * classes and the state that the endpoints see. The archive is deployed as it is, without test classes or servlets.
 */
public final class EmbeddedProtocol implements Protocol<EmbeddedProtocol.NoConfiguration> {

    static final ProtocolDescription DESCRIPTION = new ProtocolDescription("Sluice embedded");

    /** Called by Arquillian. */
    public EmbeddedProtocol() {}

    /** There is nothing to configure. */
    public static final class NoConfiguration implements ProtocolConfiguration {

        /** Called by Arquillian. */
        public NoConfiguration() {}
    }

    @Override
    public Class<NoConfiguration> getProtocolConfigurationClass() {
        return NoConfiguration.class;
    }

    @Override
    public ProtocolDescription getDescription() {
        return DESCRIPTION;
    }

    @Override
    public DeploymentPackager getPackager() {
        return new AsItIs();
    }

    @Override
    public ContainerMethodExecutor getExecutor(
            NoConfiguration none, ProtocolMetaData metaData, CommandCallback callback) {
        EmbeddedContainer.Application application = metaData.getContexts(EmbeddedContainer.Application.class).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "In-container tests of this protocol need a deployment of the embedded container"));
        return new InContainerExecutor(application);
    }

    private static final class AsItIs implements DeploymentPackager {

        @Override
        public Archive<?> generateDeployment(
                TestDeployment deployment, Collection<ProtocolArchiveProcessor> processors) {
            return deployment.getApplicationArchive();
        }
    }
}
