package org.sluice.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** All contracts against the WAR, and a user's beside it, on the embedded launcher, over the network. */
@ArquillianTest
public class EmbeddedGrizzlyIT
        implements MessageContract,
                StreamContract,
                CloseContract,
                ErrorContract,
                PlainContract,
                LimitsContract,
                OwnEndpointContract,
                EndingContract {

    @ArquillianResource
    @OperateOnDeployment(SERVER)
    private URI deployed;

    @ArquillianResource
    @OperateOnDeployment(APPLICATION)
    private URI application;

    @Deployment(name = SERVER, testable = false)
    public static WebArchive serverWar() {
        return Application.serverWar();
    }

    @Deployment(name = APPLICATION, testable = false)
    public static WebArchive applicationWar() {
        return Application.war();
    }

    @Override
    public URI deployed() {
        return deployed;
    }

    @Override
    public URI application() {
        return application;
    }
}
