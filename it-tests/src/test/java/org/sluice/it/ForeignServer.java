package org.sluice.it;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.sluice.server.PlainMessage;
import org.sluice.server.PlainStream;

/** A server in this JVM that knows nothing of Sluice, on an ephemeral port, with ordinary endpoints. */
record ForeignServer(URI uri, Stop stop) implements Closeable {

    private static final List<Class<?>> ENDPOINTS = List.of(PlainMessage.class, PlainStream.class, Closing.class);

    /** How a server ends. */
    interface Stop {
        void run() throws Exception;
    }

    /** The foreign servers there are. */
    enum Kind {
        JETTY {
            @Override
            ForeignServer start() throws Exception {
                return jetty();
            }
        },
        UNDERTOW {
            @Override
            ForeignServer start() throws Exception {
                return undertow();
            }
        };

        abstract ForeignServer start() throws Exception;
    }

    /** Closes as a text says, {@code CODE REASON}, and keeps how each connection ended. */
    @ServerEndpoint("/closing")
    public static final class Closing {

        static final BlockingQueue<CloseReason> CLOSED = new LinkedBlockingQueue<>();

        @OnMessage
        public void close(String text, Session session) throws IOException {
            String[] words = text.split(" ", 2);
            session.close(new CloseReason(CloseCodes.getCloseCode(Integer.parseInt(words[0])), words[1]));
        }

        @OnClose
        public void closed(CloseReason reason) {
            CLOSED.add(reason);
        }
    }

    private static ForeignServer jetty() throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler("/");
        server.setHandler(context);
        JakartaWebSocketServletContainerInitializer.configure(context, (servlets, container) -> {
            for (Class<?> endpoint : ENDPOINTS) {
                container.addEndpoint(endpoint);
            }
        });
        server.start();
        return new ForeignServer(uri(server.getURI().getPort()), server::stop);
    }

    private static ForeignServer undertow() throws Exception {
        // As WildFly does: on its I/O threads handlers must not block, and a blocking send waits for the same thread.
        WebSocketDeploymentInfo sockets = new WebSocketDeploymentInfo().setDispatchToWorkerThread(true);
        ENDPOINTS.forEach(sockets::addEndpoint);
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(ForeignServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("foreign.war")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
        DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
                .setHandler(deployment.start())
                .build();
        server.start();
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return new ForeignServer(uri(bound.getPort()), () -> {
            deployment.stop();
            deployment.undeploy();
            server.stop();
        });
    }

    private static URI uri(int port) {
        return URI.create("ws://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/");
    }

    @Override
    public void close() throws IOException {
        try {
            stop.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the server does not stop: " + e.getMessage(), e);
        }
    }
}
