package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.client.MessageClientEndpoint;
import org.sluice.it.app.Chat;

/** A test that runs inside the deployed application and sees its state. */
@ArquillianTest
public class InContainerIT {

    @ArquillianResource
    private URI deployed;

    @Deployment
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "inside.war").addClasses(Chat.class, Chat.Doorman.class);
    }

    @Test
    @DisplayName("in-container: the test sees the classes and the state of the endpoints")
    public void testSeesTheApplication() throws Exception {
        assertThat(Chat.class.getClassLoader())
                .as("not the test runner's own class")
                .isNotSameAs(ClassLoader.getSystemClassLoader());
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            socket.onReceived((from, message) -> received.add(message.text()));
            socket.connect(URI.create(deployed.toString().replaceFirst("^http", "ws") + "chat/inside"));
            assertThat(received.poll(20, TimeUnit.SECONDS)).startsWith("welcome to inside");
            assertThat(Chat.ROOMS.get("inside")).hasSize(1).allMatch(MessageWebSocket::isOpen);
        }
        await().until(() -> Chat.ROOMS.get("inside").isEmpty());
    }

    @Test
    @DisplayName("an annotated client endpoint works, as it is, in a container of the user's choice")
    public void annotatedClientEndpoint() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        MessageClientEndpoint endpoint = new MessageClientEndpoint();
        endpoint.socket().onReceived((from, message) -> received.add(message.text()));
        try (Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        endpoint, URI.create(deployed.toString().replaceFirst("^http", "ws") + "chat/annotated"))) {
            assertThat(received.poll(20, TimeUnit.SECONDS)).startsWith("welcome to annotated");
            assertThat(session.isOpen()).isTrue();
            endpoint.socket().send("from an annotated client");
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("from an annotated client");
        }
    }
}
