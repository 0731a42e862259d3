package org.sluice.it;

import java.net.URI;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.sluice.it.container.OnContainer;

/** What a user's WAR finds inside the container that the subclass names by its tag; the tests run there. */
@ArquillianTest
@OnContainer(inside = true)
public abstract class ContractsInContainer implements InContainerContract {

    @ArquillianResource
    private URI deployed;

    @Override
    public URI deployed() {
        return deployed;
    }
}
