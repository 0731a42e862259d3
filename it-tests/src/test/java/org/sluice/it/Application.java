package org.sluice.it;

import java.io.File;
import java.net.URI;
import java.util.UUID;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.sluice.it.app.Journal;

/** What a contract with endpoints of a user is run against: the WAR of {@link Journal}'s package, deployed beside the server's. */
interface Application extends Server {

    /** The names of the deployments. */
    String SERVER = "server";

    String APPLICATION = "application";

    /** The address of the test application as Arquillian tells it: http, ending with a slash. */
    URI application();

    /** The address of an endpoint of the test application. */
    default URI inApplication(String path) {
        return Server.socketUri(application(), path);
    }

    /** What the test application's endpoints saw under a key that no other test has. */
    default JournalReader newJournal() {
        return new JournalReader(inApplication("journal"), UUID.randomUUID().toString());
    }

    /** The WAR of the server, byte for byte. */
    static WebArchive serverWar() {
        return ShrinkWrap.create(ZipImporter.class, "sluice.war")
                .importFrom(new File(System.getProperty("server.war")))
                .as(WebArchive.class);
    }

    /** The WAR of a user, with the libraries that the server's has. */
    static WebArchive war() {
        return warWith(".*/WEB-INF/lib/.*\\.jar");
    }

    /** The WAR of a user who leaves JSON Binding to the container. */
    static WebArchive warWithoutJson() {
        return warWith(".*/WEB-INF/lib/sluice-.*\\.jar");
    }

    private static WebArchive warWith(String libraries) {
        return ShrinkWrap.create(WebArchive.class, "application.war")
                .addPackage(Journal.class.getPackage())
                .addAsWebInfResource(
                        new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"3.0\""
                                + " bean-discovery-mode=\"annotated\"/>"),
                        "beans.xml")
                .merge(serverWar(), "/", Filters.include(libraries));
    }
}
