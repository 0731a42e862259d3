package org.sluice.it;

import java.io.File;
import java.net.URISyntaxException;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.sluice.it.app.Chat;
import org.sluice.it.app.Flood;
import org.sluice.it.app.Invert;

/** A user's WAR: endpoints of its own, the libraries that ours carries without our endpoints, and what tests inside need. */
public final class OwnWar implements Supplier<Archive<?>> {

    @Override
    public Archive<?> get() {
        WebArchive ours = ShrinkWrap.create(ZipImporter.class, "sluice.war")
                .importFrom(ServerWar.FILE.toFile())
                .as(WebArchive.class);
        return ShrinkWrap.create(WebArchive.class, "own.war")
                .merge(ours, Filters.include("/WEB-INF/lib/(?!sluice-server).*"))
                .addClasses(Chat.class, Chat.Doorman.class, Flood.class, Invert.class)
                .addClasses(OwnWarOnContainer.class, OwnEndpointContract.class, InContainerContract.class, Server.class)
                .addAsLibraries(jar(Assertions.class), jar(Awaitility.class), jar(Matcher.class))
                .addAsWebResource(new StringAsset("A user's application"), "index.html");
    }

    private static File jar(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " comes from no file", e);
        }
    }
}
