package org.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.CloseCode;
import org.sluice.api.ClosedEvent;
import org.sluice.api.ReceivedMessage;

class ClientSocketEndpointTest {

    private static final int SECONDS = 20;

    private final RecordingSession session = new RecordingSession("");
    private final MessageClientEndpoint endpoint = new MessageClientEndpoint();

    @Test
    @DisplayName("both endpoints are annotated, for containers that take annotated classes")
    void bothAreAnnotated() {
        assertThat(MessageClientEndpoint.class).hasAnnotation(ClientEndpoint.class);
        assertThat(StreamClientEndpoint.class).hasAnnotation(ClientEndpoint.class);
    }

    @Test
    @DisplayName("the container's open opens the socket, and options are frozen from then on")
    void anOpenOpensTheSocket() throws Exception {
        endpoint.containerOpened(session.session());
        assertThat(endpoint.socket().isOpen()).isTrue();
        assertThatThrownBy(() -> endpoint.socket().onReceived((socket, message) -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> endpoint.socket().control().noDelay(false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("parts of a message reach the handler as one message")
    void partsReachTheHandler() throws Exception {
        CompletableFuture<ReceivedMessage> received = new CompletableFuture<>();
        endpoint.socket().onReceived((socket, message) -> received.complete(message));
        endpoint.containerOpened(session.session());
        endpoint.containerText("one ", false, session.session());
        endpoint.containerText("message", true, session.session());
        assertThat(received.get(SECONDS, TimeUnit.SECONDS).text()).isEqualTo("one message");
    }

    @Test
    @DisplayName("bytes reach the stream")
    void bytesReachTheStream() throws Exception {
        StreamClientEndpoint stream = new StreamClientEndpoint();
        stream.containerOpened(session.session());
        stream.containerBinary(ByteBuffer.wrap(new byte[] {1, 2}), false, session.session());
        stream.containerBinary(ByteBuffer.wrap(new byte[] {3}), true, session.session());
        assertThat(stream.socket().inputStream().readNBytes(3)).containsExactly(1, 2, 3);
    }

    @Test
    @DisplayName("P34 P38: the container's close is told once, with code and reason")
    void aCloseIsTold() throws Exception {
        CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
        endpoint.socket().onClosed((socket, event) -> closed.complete(event));
        endpoint.containerOpened(session.session());
        endpoint.containerFailed(session.session(), new IllegalStateException("before the end"));
        endpoint.containerClosed(session.session(), new CloseReason(CloseCodes.GOING_AWAY, "bye"));
        ClosedEvent event = closed.get(SECONDS, TimeUnit.SECONDS);
        assertThat(event.code()).isEqualTo(CloseCode.GOING_AWAY);
        assertThat(event.reason()).isEqualTo("bye");
    }

    @Test
    @DisplayName("one object serves one connection: a second session is closed, and the first one stays")
    void aSecondSessionIsClosed() throws Exception {
        CompletableFuture<ReceivedMessage> received = new CompletableFuture<>();
        endpoint.socket().onReceived((socket, message) -> received.complete(message));
        CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
        endpoint.socket().onClosed((socket, event) -> closed.complete(event));
        endpoint.containerOpened(session.session());
        RecordingSession second = new RecordingSession("");
        endpoint.containerOpened(second.session());
        assertThat(second.closings).singleElement().satisfies(reason -> assertThat(reason.getCloseCode())
                .isEqualTo(CloseCodes.GOING_AWAY));
        endpoint.containerText("not wanted", true, second.session());
        endpoint.containerClosed(second.session(), new CloseReason(CloseCodes.GOING_AWAY, ""));
        endpoint.containerText("still here", true, session.session());
        assertThat(received.get(SECONDS, TimeUnit.SECONDS).text()).isEqualTo("still here");
        assertThat(closed).isNotDone();
    }

    @Test
    @DisplayName("data, a close or an error before the open does no harm")
    void nothingBeforeTheOpen() {
        endpoint.containerClosed(session.session(), new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
        endpoint.containerFailed(session.session(), new IllegalStateException("early"));
        endpoint.containerText("early", true, session.session());
        assertThat(endpoint.socket().isOpen()).isFalse();
    }

    @Test
    @DisplayName("a socket of the container's cannot connect by itself")
    void itCannotConnectByItself() {
        assertThatThrownBy(() -> endpoint.socket().connect(URI.create("ws://example.test/")))
                .isInstanceOf(IllegalStateException.class);
    }
}
