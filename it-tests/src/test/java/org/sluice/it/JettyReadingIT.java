package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.websocket.jakarta.client.JakartaWebSocketClientContainerProvider;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.core.port.Inbound;
import org.sluice.core.portable.SessionPort;
import org.sluice.server.ServerEndpoints;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * Jetty stops at each frame and is told to go on by another thread, at each moment of its way out: after 0 to {@link #LATEST} turns of an empty loop.
 * Before the releases waited for it, one of some tens of thousands was lost, and the connection stood still.
 */
class JettyReadingIT {

    private static final int FRAMES = 30_000;
    /** What may be on its way; more than one, so that Jetty has the next frame in its buffer already. */
    private static final int AHEAD = 64;

    private static final int LATEST = 96;

    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean closed;
    private EmbeddedServer server;
    private WebSocketContainer jetty;
    private volatile SessionPort port;

    @BeforeEach
    void serve() throws Exception {
        server = EmbeddedServer.builder().endpoints(ServerEndpoints.all()).start();
        jetty = JakartaWebSocketClientContainerProvider.getContainer(null);
    }

    @AfterEach
    void stop() {
        LifeCycle.stop(jetty);
        server.close();
    }

    /** Wants nothing more after each delivery. */
    private final class Stopping implements Inbound {

        @Override
        public boolean text(String part, boolean last) {
            throw new AssertionError("no text was sent");
        }

        @Override
        public boolean binary(ByteBuffer part, boolean last) {
            received.incrementAndGet();
            return false;
        }

        @Override
        public void pong(ByteBuffer payload) {}

        @Override
        public void stalled(Duration timeout) {}

        @Override
        public void failed(int code, String reason) {}

        @Override
        public void closed(int code, String reason, @Nullable Throwable cause) {
            closed = true;
        }
    }

    private final class Reader extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    String.class, (MessageHandler.Partial<String>) (part, last) -> port.onText(part, last));
            session.addMessageHandler(
                    ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (part, last) -> port.onBinary(part, last));
            port = new SessionPort(session, new Stopping(), Duration.ZERO);
        }
    }

    @Test
    @DisplayName("no release is lost, whenever it comes")
    void noReleaseIsLost() throws Exception {
        Session session = jetty.connectToServer(
                new Reader(),
                ClientEndpointConfig.Builder.create().build(),
                server.uri().resolve("message/echo"));
        Thread releasing = new Thread(this::release, "releasing");
        releasing.start();
        try {
            for (int sent = 0; sent < FRAMES; sent++) {
                int next = sent;
                if (next - received.get() >= AHEAD) {
                    await().pollInterval(Duration.ofMillis(1)).until(() -> next - received.get() < AHEAD / 2);
                }
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(8));
            }
            await().until(() -> received.get() == FRAMES);
        } finally {
            closed = true;
            releasing.join();
            session.close();
        }
        assertThat(received).hasValue(FRAMES);
    }

    private void release() {
        int released = 0;
        while (!closed) {
            if (received.get() == released) {
                Thread.onSpinWait();
                continue;
            }
            for (int turns = released % (LATEST + 1); turns > 0; turns--) {
                Thread.onSpinWait();
            }
            released++;
            port.release();
        }
    }
}
