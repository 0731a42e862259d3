package org.sluice.it;

import java.net.URI;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.sluice.it.container.OnContainer;

/** A user's WAR on the container that the subclass names by its tag, from outside and from inside. */
@ArquillianTest
@OnContainer(value = OwnWar.class, testable = true)
public abstract class OwnWarOnContainer implements OwnEndpointContract, InContainerContract {

    @ArquillianResource
    private URI deployed;

    @Override
    public URI deployed() {
        return deployed;
    }
}
