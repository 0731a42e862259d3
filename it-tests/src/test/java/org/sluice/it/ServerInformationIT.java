package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketInformation;
import org.sluice.core.MessageEndpoint;
import org.sluice.core.StreamEndpoint;
import org.sluice.it.TestRoot.Leaf;
import org.sluice.server.launcher.EmbeddedServer;

/** What sockets of the embedded server know of their handshake, with no configurator of ours, on both ports. */
class ServerInformationIT {

    private static final String TRANSPORT = "sluice.transport";
    private static final BlockingQueue<WebSocketInformation> SEEN = new LinkedBlockingQueue<>();

    @AfterEach
    void restore() {
        System.clearProperty(TRANSPORT);
        SEEN.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    @DisplayName(
            "P60-P62: S information: a server's message socket has the status and the headers of the request, line by line")
    void ofMessages(String transport) throws Exception {
        try (EmbeddedServer server = start(transport);
                RawClient client = RawClient.connect(
                        server.uri().resolve("messages"),
                        "X-Trace: a, b",
                        "x-trace: c",
                        "Authorization: Bearer secret")) {
            assertIsTold(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    @DisplayName(
            "P60-P62: S information: a server's stream socket has the status and the headers of the request, line by line")
    void ofStreams(String transport) throws Exception {
        try (EmbeddedServer server = start(transport);
                RawClient client = RawClient.connect(
                        server.uri().resolve("streams"),
                        "X-Trace: a, b",
                        "x-trace: c",
                        "Authorization: Bearer secret")) {
            assertIsTold(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    @DisplayName(
            "P60-P62: S information: a server's socket has the certificates that the client sees, and no errors of them")
    void ofCertificates(String transport) throws Exception {
        TestRoot root = new TestRoot("Trusted Root");
        System.setProperty(TRANSPORT, transport);
        try (EmbeddedServer server = EmbeddedServer.builder()
                        .host("localhost")
                        .tls(root.server(Leaf.GOOD))
                        .endpoints(List.of(Messages.class))
                        .start();
                MessageWebSocket client = MessageWebSocket.create()) {
            client.control().trustStore(root.trust());
            client.connect(server.uri().resolve("messages"));
            WebSocketInformation information = SEEN.poll(20, TimeUnit.SECONDS);
            assertThat(information).isNotNull();
            assertThat(information.serverCertificates())
                    .hasSize(2)
                    .isEqualTo(client.information().serverCertificates());
            assertThat(information.serverCertificateErrors()).isEmpty();
            assertThat(information.connectTimings()).isEmpty();
        }
    }

    private static EmbeddedServer start(String transport) throws Exception {
        System.setProperty(TRANSPORT, transport);
        return EmbeddedServer.builder()
                .endpoints(List.of(Messages.class, Streams.class))
                .start();
    }

    private static void assertIsTold(RawClient client) throws Exception {
        WebSocketInformation information = SEEN.poll(20, TimeUnit.SECONDS);
        assertThat(information).isNotNull();
        assertThat(information.handshakeStatus()).hasValue(101);
        assertThat(information.handshakeHeaders())
                .containsEntry("X-TRACE", List.of("a, b", "c"))
                .containsEntry("authorization", List.of("Bearer secret"))
                .containsKeys("Host", "Sec-WebSocket-Key", "Upgrade");
        assertThat(information.serverCertificates()).isEmpty();
        assertThat(client.head()).startsWith("HTTP/1.1 101");
    }

    /** Keeps what it knows. */
    @ServerEndpoint("/messages")
    public static final class Messages extends MessageEndpoint {

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            SEEN.add(socket.information());
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) {}
    }

    /** Likewise. */
    @ServerEndpoint("/streams")
    public static final class Streams extends StreamEndpoint {

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            SEEN.add(socket.information());
            int unused = socket.inputStream().read();
        }
    }
}
