package org.sluice.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.sluice.it.container.OnContainer;
import org.sluice.it.container.ServerWar;

/** All contracts, over the network, against the WAR, and a user's beside it, on the container that the subclass names by its tag. */
@ArquillianTest
@OnContainer
abstract class ContractsOnContainer implements AllContracts {

    @ArquillianResource
    @OperateOnDeployment(ServerWar.SERVER)
    private URI deployed;

    @ArquillianResource
    @OperateOnDeployment(ServerWar.APPLICATION)
    private URI application;

    @Override
    public URI deployed() {
        return deployed;
    }

    @Override
    public URI application() {
        return application;
    }
}
