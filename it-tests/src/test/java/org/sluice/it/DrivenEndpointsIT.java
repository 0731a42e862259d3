package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.SocketEndpoints;
import org.sluice.it.app.Chat;
import org.sluice.it.app.Invert;
import org.sluice.it.app.Listed;
import org.sluice.server.launcher.EmbeddedServer;

/** All contracts against endpoints that are deployed as on Open Liberty, on the embedded launcher. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrivenEndpointsIT implements MessageContract, StreamContract, CloseContract, ErrorContract, PlainContract {

    private EmbeddedServer server;

    @BeforeAll
    void deploy(@TempDir Path folder) throws Exception {
        File own = folder.resolve("own.war").toFile();
        ShrinkWrap.create(WebArchive.class)
                .addClasses(Chat.class, Chat.Doorman.class, Invert.class, Listed.class)
                .as(ZipExporter.class)
                .exportTo(own);
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
        return server.uri("/" + war.replaceFirst("\\.war$", ""));
    }

    @Test
    @DisplayName("path parameters, sub-protocols, configurators and user properties work without annotated handlers")
    void jakartaFeaturesWork() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().supportedProtocols(List.of("unknown", "chat.v1"));
            socket.setRequestHeader("X-User", "ada");
            socket.connect(server.uri("/own").resolve("chat/blue"));
            assertThat(socket.information().protocol()).hasValue("chat.v1");
            assertThat(inbox.next().text()).isEqualTo("welcome to blue, ada");
        }
    }

    @Test
    @DisplayName("a stream endpoint works without annotated handlers")
    void streamWorks() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(server.uri("/own").resolve("invert"));
            socket.outputStream().write(new byte[] {0, 1, -1});
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(-1, -2, 0);
        }
    }
}
