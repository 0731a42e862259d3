package org.sluice.it.container;

import java.io.File;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.sluice.it.app.Journal;

/**
 * The WAR of a user, with all of {@link Journal}'s package. It holds what a user's build would put into it: own classes, and the same
 * libraries as the server's WAR.
 */
public final class ApplicationWar {

    private static final String BEANS = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\""
            + " bean-discovery-mode=\"annotated\" version=\"3.0\"/>";

    /** What {@code org.sluice.it.ConfigurationContract} looks for. */
    private static final String DESCRIPTOR = "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"5.0\">"
            + parameter("sluice.max-message-size", "2MiB")
            + parameter("sluice.stall-timeout", "8s")
            + "</web-app>";

    private ApplicationWar() {}

    private static String parameter(String name, String value) {
        return "<context-param><param-name>" + name + "</param-name><param-value>" + value
                + "</param-value></context-param>";
    }

    /** With all libraries. */
    public static WebArchive complete() {
        return with("");
    }

    /** Without JSON Binding, which is left to the container. */
    public static WebArchive withoutJson() {
        return with("sluice-");
    }

    private static WebArchive with(String libraries) {
        WebArchive server = ShrinkWrap.create(ZipImporter.class)
                .importFrom(new File(System.getProperty("server.war")))
                .as(WebArchive.class);
        return ShrinkWrap.create(WebArchive.class, "application.war")
                .addPackage(Journal.class.getPackage())
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml")
                .setWebXML(new StringAsset(DESCRIPTOR))
                // Asked for by those who wait until the application is up.
                .addAsWebResource(new StringAsset("A user's application.\n"), "index.html")
                .merge(server, "/", Filters.include("/WEB-INF/lib/" + libraries + ".*"));
    }
}
