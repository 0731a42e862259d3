package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ibm.ws.wsoc.WebSocketContainerManager;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.doubles.FakeSession;

class DrivenEndpointTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Queue<MessageWebSocket> sockets = new ConcurrentLinkedQueue<>();
    private final FakeSession session = new FakeSession();
    private final EndpointConfig config = ClientEndpointConfig.Builder.create().build();
    private final Recorded application = new Recorded();
    private final Endpoint driven = new DrivenEndpoint(application);

    /** Records what it gets; refuses the sub-protocol "refused". */
    private final class Recorded extends MessageEndpoint {

        @Override
        protected void onOpen(MessageWebSocket socket, Session opened, EndpointConfig with) throws Exception {
            assertThat(session.handlers).as("handlers at open").hasSize(3);
            assertThat(with).isSameAs(config);
            sockets.add(socket);
            if (socket.information().protocol().isPresent()) {
                throw new IOException("refused");
            }
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            socket.send(message.bytes().remaining() + " bytes");
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            events.add("closed:" + event.code() + ":" + event.closedBy());
        }
    }

    @Test
    void partsOfMessagesReachTheEndpoint() {
        driven.onOpen(session.session(), config);

        session.deliver(ByteBuffer.class, ByteBuffer.allocate(2), false);
        session.deliver(ByteBuffer.class, ByteBuffer.allocate(3), true);
        session.deliver(String.class, "four", true);

        assertThat(session.wire().awaitFrames(2).sent()).containsExactly("text:5 bytes", "text:4 bytes");
    }

    @Test
    void pongReachesTheEndpoint() {
        driven.onOpen(session.session(), config);
        CompletableFuture<Duration> answered = sockets.remove().ping();
        ByteBuffer payload = session.wire().awaitFrames(1).frames().get(0).payload();

        session.deliver(PongMessage.class, (PongMessage) () -> payload);

        await().until(answered::isDone);
        assertThat(answered).isCompleted();
    }

    @Test
    void endOfTheSessionReachesTheEndpoint() {
        driven.onOpen(session.session(), config);

        driven.onClose(session.session(), new CloseReason(CloseCodes.getCloseCode(4000), ""));

        await().until(() -> events.equals(List.of("closed:4000:REMOTE")));
        assertThat(WebSocketContainerManager.RELEASED).contains(application);
    }

    @Test
    void errorReachesTheEndpoint() {
        driven.onOpen(session.session(), config);
        session.open = false;

        driven.onError(session.session(), new IOException("Connection reset"));

        await().until(() -> events.equals(List.of("closed:1006:NONE")));
    }

    @Test
    void openThatIsRefusedCloses() {
        session.protocol = "refused";

        driven.onOpen(session.session(), config);

        assertThat(session.awaitClose().getCloseCode().getCode()).isEqualTo(1011);
    }
}
