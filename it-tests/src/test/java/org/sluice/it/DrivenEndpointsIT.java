package org.sluice.it;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.core.SocketEndpoints;
import org.sluice.it.container.ApplicationWar;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Endpoints that are deployed as on Open Liberty, on the embedded launcher: the contracts on what is between the container and the socket.
 * Above that nothing differs from endpoints with an annotation, so that loads, limits and foreign peers are left to {@link EmbeddedGrizzlyIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrivenEndpointsIT
        implements MessageContract,
                StreamContract,
                CloseContract,
                ErrorContract,
                OriginContract,
                PlainContract,
                OwnEndpointContract,
                EndingContract,
                InjectionContract,
                ConfigurationContract {

    private EmbeddedServer server;

    @BeforeAll
    void deploy(@TempDir Path folder) throws Exception {
        File own = folder.resolve("own.war").toFile();
        ApplicationWar.complete().as(ZipExporter.class).exportTo(own);
        // Heeded while they are deployed.
        System.setProperty(SocketEndpoints.DRIVEN, "true");
        try {
            server = EmbeddedServer.builder()
                    .war(Path.of(System.getProperty("server.war")))
                    .war(own.toPath())
                    .start();
        } finally {
            System.clearProperty(SocketEndpoints.DRIVEN);
        }
    }

    @AfterAll
    void undeploy() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public URI deployed() {
        String war = Path.of(System.getProperty("server.war")).getFileName().toString();
        return address(war.replaceFirst("\\.war$", ""));
    }

    @Override
    public URI application() {
        return address("own");
    }

    private URI address(String application) {
        return URI.create(server.uri("/" + application).toString().replaceFirst("^ws", "http"));
    }
}
