package org.sluice.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NothingLeftTest {

    private static final int CONNECTIONS = 5;

    /** Leads, as its session does, to all that the server has of a connection. */
    @ServerEndpoint("/kept")
    public static final class Kept {

        static final List<WeakReference<Session>> SESSIONS = new CopyOnWriteArrayList<>();

        @OnOpen
        public void open(Session session) {
            SESSIONS.add(new WeakReference<>(session));
        }
    }

    @BeforeEach
    void forget() {
        Kept.SESSIONS.clear();
    }

    @Test
    void theServerKeepsNothingOfAConnectionThatHasEnded() throws Exception {
        try (GrizzlyServer server = GrizzlyServer.start(GrizzlyServerOptions.builder()
                .application(WebSocketApplication.of("/", Kept.class))
                .build())) {
            for (int i = 0; i < CONNECTIONS; i++) {
                RawWebSocket.upgraded(server.address(), "/kept").close();
            }
            await().until(() -> Kept.SESSIONS.size() == CONNECTIONS);
            // Grizzly looks each second for connections that are idle, and forgets those that have ended.
            await().untilAsserted(() -> {
                System.gc();
                assertThat(Kept.SESSIONS).allMatch(session -> session.get() == null);
            });
        }
    }
}
