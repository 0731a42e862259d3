package org.sluice.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.MessageWebSocket;

@Timeout(60)
class ThreadsOfClientsTest {

    @AfterEach
    void anyTransport() {
        System.clearProperty("sluice.transport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable"})
    @DisplayName("open clients hold no thread of their own, on either port")
    void openClientsHoldNoThreads(String transport) throws Exception {
        System.setProperty("sluice.transport", transport);
        List<MessageWebSocket> open = new ArrayList<>();
        try (Peer peer = Peer.upgrading()) {
            for (int i = 0; i < 20; i++) {
                MessageWebSocket socket = MessageWebSocket.create();
                socket.connect(peer.uri("ws"));
                open.add(socket);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("tyrus"));
        } finally {
            open.forEach(MessageWebSocket::close);
        }
    }
}
