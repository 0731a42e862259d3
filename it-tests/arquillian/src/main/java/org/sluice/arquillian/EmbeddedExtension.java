package org.sluice.arquillian;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.test.spi.client.protocol.Protocol;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Registers the container and its protocol with Arquillian. */
public final class EmbeddedExtension implements LoadableExtension {

    /** Called by Arquillian. */
    public EmbeddedExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, EmbeddedContainer.class)
                .service(Protocol.class, EmbeddedProtocol.class);
    }
}
