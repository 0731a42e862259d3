package org.sluice.it;

import java.io.File;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** All contracts against the WAR on the embedded launcher, over the network. */
@ArquillianTest
public class EmbeddedGrizzlyIT
        implements MessageContract, StreamContract, CloseContract, ErrorContract, OriginContract, PlainContract {

    @ArquillianResource
    private URI deployed;

    @Deployment(testable = false)
    public static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "sluice.war")
                .importFrom(new File(System.getProperty("server.war")))
                .as(WebArchive.class);
    }

    @Override
    public URI deployed() {
        return deployed;
    }
}
