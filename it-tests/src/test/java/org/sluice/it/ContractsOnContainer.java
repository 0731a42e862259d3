package org.sluice.it;

import java.net.URI;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.sluice.it.container.OnContainer;

/** All contracts, over the network, against the WAR on the container that the subclass names by its tag. */
@ArquillianTest
@OnContainer
abstract class ContractsOnContainer implements AllContracts {

    @ArquillianResource
    private URI deployed;

    @Override
    public URI deployed() {
        return deployed;
    }
}
