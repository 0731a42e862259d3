package org.sluice.it.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.sluice.arquillian.WarFile;

/**
 * A server in a process of its own that runs while something is deployed to it. Deploying starts it, or restarts it with one WAR more;
 * undeploying the last WAR stops it. An application counts as up when its root page answers, so each WAR needs one.
 */
final class ServerContainer implements DeployableContainer<ServerConfiguration> {

    private final Map<String, Path> wars = new LinkedHashMap<>();
    private final ServerConfiguration configuration;
    private final Path home;
    private final Path log;
    private @Nullable Running running;
    /** Kept over restarts, since the address of each application was told when it was deployed. Empty when nothing is. */
    private List<Integer> ports = List.of();

    /** A server that is up. */
    private record Running(ServerProcess process, Recipe recipe, Setup setup) {

        void stop() throws IOException {
            process.stop(recipe.stopCommand(setup));
        }
    }

    ServerContainer(ServerConfiguration configuration) {
        this.configuration = configuration;
        this.home = configuration.folder().resolve("home");
        this.log = configuration.folder().resolve("log");
    }

    @Override
    public Class<ServerConfiguration> getConfigurationClass() {
        return ServerConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = Setup.contextPath(archive.getName());
        Path war = configuration.folder().resolve("wars").resolve(archive.getName());
        try {
            Files.createDirectories(war.getParent());
            if (wars.isEmpty()) {
                Files.deleteIfExists(log);
            }
            WarFile.write(archive, war);
            wars.put(contextPath, war);
            return describe(restart(), contextPath);
        } catch (IOException | RuntimeException e) {
            throw abandoned(archive, e);
        }
    }

    /** Arquillian does not undeploy what it could not deploy. */
    private DeploymentException abandoned(Archive<?> archive, Exception reason) {
        DeploymentException failure =
                new DeploymentException("Cannot deploy " + archive.getName() + ": " + reason.getMessage(), reason);
        try {
            undeploy(archive);
        } catch (DeploymentException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static ProtocolMetaData describe(int port, String contextPath) {
        HTTPContext http = new HTTPContext(Setup.HOST, port);
        // Arquillian derives the injected address from a servlet's context root, so there must be one.
        http.add(new Servlet("ArquillianServletRunnerEE9", contextPath));
        return new ProtocolMetaData().addContext(http);
    }

    private int restart() throws IOException {
        stopServer();
        Files.createDirectories(home);
        if (ports.isEmpty()) {
            ports = Ports.free(3);
        }
        int port = ports.get(0);
        Path javaHome = Path.of(System.getProperty("java.home"));
        Setup setup = new Setup(
                configuration.artifact(), home, javaHome, port, ports.subList(1, ports.size()), Map.copyOf(wars));
        Recipe recipe = configuration.newRecipe();
        ServerProcess process = ServerProcess.start(recipe.prepare(setup), javaHome, log);
        running = new Running(process, recipe, setup);
        for (String contextPath : wars.keySet()) {
            String path = contextPath.equals("/") ? "/" : contextPath + "/";
            process.awaitPage(URI.create("http://" + Setup.HOST + ":" + port + path), configuration.startLimit());
        }
        return port;
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            Path war = wars.remove(Setup.contextPath(archive.getName()));
            if (war != null) {
                Files.deleteIfExists(war);
            }
            if (wars.isEmpty()) {
                stopServer();
                ports = List.of();
                Folders.delete(configuration.folder().resolve("wars"));
            }
        } catch (IOException e) {
            throw new DeploymentException("Cannot undeploy " + archive.getName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            stopServer();
        } catch (IOException e) {
            throw new LifecycleException("The server cannot be stopped: " + e.getMessage(), e);
        }
    }

    private void stopServer() throws IOException {
        Running last = running;
        running = null;
        try {
            if (last != null) {
                last.stop();
            }
        } finally {
            Folders.delete(home);
        }
    }
}
