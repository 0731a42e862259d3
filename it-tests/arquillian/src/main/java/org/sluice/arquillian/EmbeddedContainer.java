package org.sluice.arquillian;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.sluice.server.launcher.EmbeddedServer;

/** Deploys web archives to the embedded launcher: each to a server and a port of its own, so that none disturbs another. */
public final class EmbeddedContainer implements DeployableContainer<EmbeddedConfiguration> {

    private final Map<String, Deployed> deployed = new ConcurrentHashMap<>();
    private EmbeddedConfiguration configuration = new EmbeddedConfiguration();

    /** Called by Arquillian. */
    public EmbeddedContainer() {}

    private record Deployed(EmbeddedServer server, Path folder, Path file) {}

    @Override
    public Class<EmbeddedConfiguration> getConfigurationClass() {
        return EmbeddedConfiguration.class;
    }

    @Override
    public void setup(EmbeddedConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return EmbeddedProtocol.DESCRIPTION;
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        try {
            Path folder = Files.createTempDirectory("sluice-arquillian-");
            Path file = folder.resolve(archive.getName());
            WarFile.write(archive, file);
            EmbeddedServer server = start(file);
            deployed.put(archive.getName(), new Deployed(server, folder, file));
            return describe(server, contextPath(archive.getName()));
        } catch (IOException | jakarta.websocket.DeploymentException e) {
            throw new DeploymentException("Cannot deploy " + archive.getName() + ": " + e.getMessage(), e);
        }
    }

    private EmbeddedServer start(Path file) throws IOException, jakarta.websocket.DeploymentException {
        return EmbeddedServer.builder()
                .host(configuration.getHost())
                .port(configuration.getPort())
                .war(file)
                .start();
    }

    private static ProtocolMetaData describe(EmbeddedServer server, String contextPath) {
        HTTPContext http = new HTTPContext(
                server.address().getHostString(), server.address().getPort());
        // Arquillian derives the injected address from a servlet's context root, so there must be one.
        http.add(new Servlet("endpoints", contextPath));
        return new ProtocolMetaData()
                .addContext(http)
                .addContext(new Application(server.classLoader(contextPath), http(server.uri(contextPath))));
    }

    private static URI http(URI ws) {
        return URI.create(ws.toString().replaceFirst("^ws", "http"));
    }

    private static String contextPath(String archiveName) {
        String name = archiveName.replaceFirst("\\.war$", "");
        return name.equals("ROOT") ? "/" : "/" + name;
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        remove(deployed.remove(archive.getName()));
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            for (String name : List.copyOf(deployed.keySet())) {
                remove(deployed.remove(name));
            }
        } catch (DeploymentException e) {
            throw new LifecycleException("A deployment could not be removed", e);
        }
    }

    private static void remove(@Nullable Deployed gone) throws DeploymentException {
        if (gone == null) {
            return;
        }
        gone.server().close();
        try {
            Files.delete(gone.file());
            Files.delete(gone.folder());
        } catch (IOException e) {
            throw new DeploymentException("A temporary file of the deployment cannot be deleted: " + e.getMessage(), e);
        }
    }

    /**
     * What the protocol needs to know of a deployment.
     *
     * @param loader of the deployed application
     * @param address of the deployed application, as Arquillian tells addresses: http, ending with a slash
     */
    record Application(ClassLoader loader, URI address) {}
}
