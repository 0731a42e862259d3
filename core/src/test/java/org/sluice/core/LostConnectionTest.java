package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ibm.ws.wsoc.WsocConnLink;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.doubles.FakeSession;
import org.sluice.core.doubles.Gate;
import org.sluice.core.doubles.Worker;

/** How containers report the loss of a connection, and that the application hears of it once, as 1006. */
@DisplayName("P34 P38 a lost connection on any container")
class LostConnectionTest {

    private static final ClosedEvent LOST = new ClosedEvent(1006, "", ClosedBy.NONE, false);

    private final Gate handling = new Gate();
    private final List<ClosedEvent> closed = new CopyOnWriteArrayList<>();
    private final CompletableFuture<MessageWebSocket> socket = new CompletableFuture<>();
    private final FakeSession session = new FakeSession();

    private final MessageEndpoint endpoint = new MessageEndpoint() {
        @Override
        protected void onOpen(MessageWebSocket opened, Session of, EndpointConfig config) {
            socket.complete(opened);
        }

        @Override
        protected void onMessage(MessageWebSocket from, ReceivedMessage message) {
            handling.pass();
        }

        @Override
        protected void onClosed(MessageWebSocket which, ClosedEvent event) {
            closed.add(event);
        }
    };

    @BeforeEach
    void open() throws Exception {
        endpoint.containerOpened(
                session.session(), ClientEndpointConfig.Builder.create().build());
    }

    private void close(CloseCodes code, String reason) {
        endpoint.containerClosed(session.session(), new CloseReason(code, reason));
    }

    /** The container's thread, held because a handler of the application is busy. */
    private Worker<String> held() throws Exception {
        Worker<String> container = Worker.run(() -> {
            for (int i = 0; i < 2; i++) {
                endpoint.containerBinary(ByteBuffer.allocate(200_000), true, session.session());
            }
        });
        handling.awaitReached();
        return container.awaitWaiting();
    }

    @Test
    void sendThatFailsEndsAConnectionWhoseContainerIsHeldAndReportsNothing() throws Exception {
        Worker<String> container = held();
        session.wire().failWith(new IOException("Broken pipe"));
        // It stays open for the container, as on GlassFish, and the cut is not reported either.
        assertThatThrownBy(() -> socket.join().send("a")).isInstanceOf(IOException.class);

        container.result();
        assertThat(socket.join().isOpen()).isFalse();
        handling.open();
        await().until(() -> closed.equals(List.of(LOST)));
    }

    @Test
    void resetOnOpenLibertyIsALostConnection() {
        new WsocConnLink()
                .processReadErrorComplete(() -> close(CloseCodes.UNEXPECTED_CONDITION, "Connection reset by peer"));

        await().until(() -> closed.equals(List.of(LOST)));
    }

    @Test
    void failureOfThePeerStaysA1011() {
        close(CloseCodes.UNEXPECTED_CONDITION, "Connection reset by peer");

        await().until(() ->
                closed.equals(List.of(new ClosedEvent(1011, "Connection reset by peer", ClosedBy.REMOTE, true))));
    }
}
