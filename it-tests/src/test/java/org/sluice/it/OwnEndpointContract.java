package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/** A user's WAR with endpoints on our base classes, driven over the network. */
interface OwnEndpointContract extends Server {

    @Test
    @RunAsClient
    @DisplayName("path parameters, sub-protocols, configurators, user properties and a greeting at open work")
    default void jakartaFeaturesWork() throws Exception {
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
    @RunAsClient
    @DisplayName("options set at open hold")
    default void optionsSetAtOpenHold() throws Exception {
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
    @RunAsClient
    @DisplayName("a stream endpoint of a few lines works")
    default void ownStreamWorks() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("invert"));
            socket.outputStream().write(new byte[] {0, 1, -1});
            socket.outputStream().flush();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).containsExactly(-1, -2, 0);
        }
    }

    @Test
    @RunAsClient
    @DisplayName("P73: a peer that does not read is cut at the send timeout, whatever the container's own is")
    default void peerThatDoesNotReadIsCut() throws Exception {
        try (SilentPeer peer = new SilentPeer(at("flood"))) {
            assertThat(peer.status()).isEqualTo("HTTP/1.1 101");
            await().during(Duration.ofMillis(500)).until(peer::ping);
            await().atMost(Duration.ofSeconds(15)).until(() -> !peer.ping());
        }
    }
}
