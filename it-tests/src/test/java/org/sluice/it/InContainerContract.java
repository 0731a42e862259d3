package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.server.ServerContainer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.it.app.Chat;

/** A user's WAR seen from inside: its tests run in the container, with the classes of the application. */
interface InContainerContract extends Server {

    @Test
    @DisplayName("in-container: the test sees the container, our classes and the state of the endpoints")
    default void testSeesTheApplication() throws Exception {
        assertThat(Chat.class.getClassLoader())
                .as("not the test runner's own class")
                .isNotSameAs(ClassLoader.getSystemClassLoader());
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(at("chat/inside"), new WebSocket.Listener() {})
                .get(20, TimeUnit.SECONDS);
        try {
            await().until(() -> Chat.ROOMS.getOrDefault("inside", List.of()).size() == 1);
            assertThat(Chat.ROOMS.get("inside")).allMatch(MessageWebSocket::isOpen);
            assertThat(Chat.CONTAINERS.get("inside")).isInstanceOf(ServerContainer.class);
        } finally {
            client.abort();
        }
        await().until(() -> Chat.ROOMS.get("inside").isEmpty());
    }
}
