package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.it.app.Chat;
import org.sluice.it.app.Invert;

/** A user's WAR with endpoints on our base classes, driven over the network. */
@ArquillianTest
public class OwnEndpointIT implements Server {

    @ArquillianResource
    private URI deployed;

    @Deployment(testable = false)
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "own.war").addClasses(Chat.class, Chat.Doorman.class, Invert.class);
    }

    @Override
    public URI deployed() {
        return deployed;
    }

    @Test
    @DisplayName("path parameters, sub-protocols, configurators, user properties and a greeting at open work")
    void jakartaFeaturesWork() throws Exception {
        try (MessageWebSocket first = MessageWebSocket.create();
                MessageWebSocket second = MessageWebSocket.create()) {
            Inbox ofFirst = Inbox.of(first);
            Inbox ofSecond = Inbox.of(second);
            first.control().supportedProtocols(List.of("unknown", "chat.v1", "chat.v2"));
            first.setRequestHeader("X-User", "ada");
            first.connect(at("chat/blue%20room"));
            second.connect(at("chat/blue%20room"));
            assertThat(first.information().protocol()).isNotEmpty();
            assertThat(ofFirst.next().text()).isEqualTo("welcome to blue room, ada");
            assertThat(ofSecond.next().text()).endsWith(", nobody");
            first.send("hello all");
            assertThat(ofFirst.next().text()).isEqualTo("hello all");
            assertThat(ofSecond.next().text()).isEqualTo("hello all");
        }
    }

    @Test
    @DisplayName("options set at open hold")
    void optionsSetAtOpenHold() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("chat/limits"));
            inbox.next();
            // The close may come before a blocking send returns.
            CompletableFuture<Void> unused = socket.sendAsync("x".repeat(1001));
            assertThat(inbox.closed().code()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("a stream endpoint of a few lines works")
    void ownStreamWorks() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("invert"));
            socket.outputStream().write(new byte[] {0, 1, -1});
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(-1, -2, 0);
        }
    }
}
