package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All contracts against the unchanged WAR on an embedded Tomcat, over the network; run by the profiles named after its versions. */
@ArquillianTest
public class TomcatIT
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

    @Test
    @DisplayName("the server is the Tomcat that the profile asks for")
    public void serverIsTheOneAskedFor() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(deployed.resolve("nothing/here")).build();
        String page = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        assertThat(page).contains("Apache Tomcat/" + System.getProperty("container.version"));
    }
}
