package org.sluice.it;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.sluice.arquillian.WarFile;
import org.sluice.it.container.ApplicationWar;
import org.sluice.it.container.ServerWar;

/** A user's WAR that leaves JSON Binding to the container, here the embedded launcher, which has it. */
@ArquillianTest
public class ContainersJsonIT implements JsonContract {

    @ArquillianResource
    @OperateOnDeployment(ServerWar.SERVER)
    private URI deployed;

    @ArquillianResource
    @OperateOnDeployment(ServerWar.APPLICATION)
    private URI application;

    @Deployment(name = ServerWar.SERVER, testable = false)
    public static Archive<?> serverWar() {
        return WarFile.of(Path.of(System.getProperty("server.war")), "sluice.war");
    }

    @Deployment(name = ServerWar.APPLICATION, testable = false)
    public static WebArchive applicationWar() {
        return ApplicationWar.withoutJson();
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
