package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.sluice.api.ClosedEvent;
import org.sluice.client.MessageClientEndpoint;
import org.sluice.it.app.Chat;
import org.sluice.it.app.Flood;

/** What only tests inside the embedded launcher see: the events of an endpoint, and our client in an application. */
@ArquillianTest
public class InContainerIT {

    @ArquillianResource
    private URI deployed;

    @Deployment
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "inside.war")
                .addClasses(Chat.class, Chat.Doorman.class, Flood.class);
    }

    @Test
    @DisplayName("P73: a peer that does not read is cut at the send timeout, and the endpoint learns of it")
    public void peerThatDoesNotReadIsCut() throws Exception {
        try (SilentPeer peer = new SilentPeer(ws("flood"))) {
            assertThat(peer.status()).isEqualTo("HTTP/1.1 101");
            ClosedEvent event = Flood.CLOSED.poll(20, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.clean()).isFalse();
        }
    }

    @Test
    @DisplayName("an annotated client endpoint works, as it is, in a container of the user's choice")
    public void annotatedClientEndpoint() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        MessageClientEndpoint endpoint = new MessageClientEndpoint();
        endpoint.socket().onReceived((from, message) -> received.add(message.text()));
        try (Session session =
                ContainerProvider.getWebSocketContainer().connectToServer(endpoint, ws("chat/annotated"))) {
            assertThat(received.poll(20, TimeUnit.SECONDS)).startsWith("welcome to annotated");
            assertThat(session.isOpen()).isTrue();
            endpoint.socket().send("from an annotated client");
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("from an annotated client");
        }
    }

    private URI ws(String path) {
        return URI.create(deployed.toString().replaceFirst("^http", "ws") + path);
    }
}
