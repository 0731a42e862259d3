package org.sluice.benchmarks.peers.tomcat;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Ends;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.link.Tls;
import org.sluice.benchmarks.peers.jakarta.JakartaClient;
import org.sluice.benchmarks.peers.jakarta.JakartaServices;

/**
 * Tomcat, embedded: its NIO connector, programmatic endpoints with partial handlers for streams, or annotated ones of somebody else.
 * Its limit on connections is lifted, its buffers are those of the largest write instead of 8 KiB.
 */
public final class TomcatEnds implements Ends {

    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final String BUFFER = "org.apache.tomcat.websocket.binaryBufferSize";
    private static final String BUFFER_SIZE = Integer.toString(64 * 1024);
    private static final int NO_LIMIT = -1;

    private final List<Class<?>> annotated;

    /** With endpoints as Tomcat has them. */
    public TomcatEnds() {
        this(List.of());
    }

    /** With other endpoints than that. */
    public TomcatEnds(List<Class<?>> annotated) {
        this.annotated = List.copyOf(annotated);
    }

    @Override
    public Server serve(@Nullable Tls tls) throws Exception {
        Path folder = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", Integer.toString(NO_LIMIT));
        connector.setPort(0);
        if (tls != null) {
            secure(connector, tls);
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.toString());
        context.addParameter(BUFFER, BUFFER_SIZE);
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer(
                (classes, servlets) -> servlets.addListener(new Deployment(annotated)), null);
        // Without a servlet behind them, the filter for upgrades is not asked.
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet")
                .addMapping("/");
        tomcat.start();
        return Server.of(connector.getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }

    private static void secure(Connector connector, Tls tls) {
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.RSA);
        certificate.setCertificateKeystoreFile(tls.keyStore().toString());
        certificate.setCertificateKeystorePassword(Tls.PASSWORD);
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
    }

    @Override
    public Client client(URI server) {
        WsWebSocketContainer container = new WsWebSocketContainer();
        container.setDefaultMaxBinaryMessageBufferSize(64 * 1024);
        return new JakartaClient(
                container, server, () -> ClientEndpointConfig.Builder.create().build(), container::destroy);
    }

    private record Deployment(List<Class<?>> annotated) implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            ServerContainer container =
                    (ServerContainer) event.getServletContext().getAttribute(CONTAINER);
            try {
                for (Class<?> endpoint : annotated) {
                    container.addEndpoint(endpoint);
                }
                for (ServerEndpointConfig endpoint :
                        annotated.isEmpty() ? JakartaServices.endpoints() : Set.<ServerEndpointConfig>of()) {
                    container.addEndpoint(endpoint);
                }
            } catch (DeploymentException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
