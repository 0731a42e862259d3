package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.websocket.jakarta.client.JakartaWebSocketClientContainerProvider;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.api.ReceivedMessage;
import org.sluice.client.MessageClientEndpoint;
import org.sluice.client.StreamClientEndpoint;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

/** The annotated client endpoints, handed as they are to containers that know nothing of them. */
class ForeignContainerIT {

    private static final int SECONDS = 20;
    private static final List<Foreign> CONTAINERS = List.of(
            new Foreign("Tyrus", ClientManager.createClient()),
            new Foreign("Jetty", JakartaWebSocketClientContainerProvider.getContainer(null)));

    private EmbeddedServer server;

    record Foreign(String name, WebSocketContainer container) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Foreign> containers() {
        return CONTAINERS.stream();
    }

    @BeforeEach
    void serve() throws Exception {
        server = EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopTheContainers() {
        CONTAINERS.stream().map(Foreign::container).forEach(LifeCycle::stop);
    }

    @ParameterizedTest
    @MethodSource("containers")
    @DisplayName("messages of both types come back whole, and the close is told")
    void messagesComeBack(Foreign foreign) throws Exception {
        MessageClientEndpoint endpoint = new MessageClientEndpoint();
        LinkedBlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
        CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
        endpoint.socket().onReceived((socket, message) -> received.add(message));
        endpoint.socket().onClosed((socket, event) -> closed.complete(event));
        foreign.container().connectToServer(endpoint, server.uri().resolve("message/echo"));
        String text = "Grüße, 世界 ".repeat(20_000);
        endpoint.socket().send(text);
        assertThat(next(received).text()).isEqualTo(text);
        byte[] data = randomBytes(300_000);
        endpoint.socket().send(ByteBuffer.wrap(data));
        assertThat(next(received).bytes()).isEqualTo(ByteBuffer.wrap(data));
        endpoint.socket().close(CloseCode.NORMAL, "done");
        assertThat(closed.get(SECONDS, TimeUnit.SECONDS).code()).isEqualTo(CloseCode.NORMAL);
    }

    @ParameterizedTest
    @MethodSource("containers")
    @DisplayName("a stream goes both ways at the same time")
    void streamsGoBothWays(Foreign foreign) throws Exception {
        StreamClientEndpoint endpoint = new StreamClientEndpoint();
        foreign.container().connectToServer(endpoint, server.uri().resolve("stream/echo"));
        byte[] data = randomBytes(4 * 1024 * 1024);
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(() -> write(endpoint.socket().outputStream(), data));
        InputStream in = endpoint.socket().inputStream();
        assertThat(Arrays.equals(in.readNBytes(data.length), data)).isTrue();
        sent.get(SECONDS, TimeUnit.SECONDS);
        endpoint.socket().close();
    }

    @ParameterizedTest
    @MethodSource("containers")
    @DisplayName("a ping is answered")
    void aPingIsAnswered(Foreign foreign) throws Exception {
        MessageClientEndpoint endpoint = new MessageClientEndpoint();
        foreign.container().connectToServer(endpoint, server.uri().resolve("message/echo"));
        assertThat(endpoint.socket().ping().get(SECONDS, TimeUnit.SECONDS)).isPositive();
        endpoint.socket().close();
    }

    private static ReceivedMessage next(LinkedBlockingQueue<ReceivedMessage> received) throws InterruptedException {
        ReceivedMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message within %s s", SECONDS).isNotNull();
        return message;
    }

    private static void write(OutputStream out, byte[] data) {
        try (out) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] data = new byte[count];
        new Random(count).nextBytes(data);
        return data;
    }
}
