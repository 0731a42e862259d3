package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.MessageEndpoint;
import org.sluice.core.StreamEndpoint;
import org.sluice.server.launcher.EmbeddedServer;

/**
 * A socket of a server in the same program, for a test to use as it likes. Its endpoint takes nothing until the test lets it go: a message
 * handler is busy until then, and a stream is not read; from then on it takes all.
 */
final class HandedOut {

    private static final Map<String, HandedOut> EXPECTED = new ConcurrentHashMap<>();
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final String key = "key" + KEYS.incrementAndGet();
    private final Consumer<WebSocket> options;
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final CompletableFuture<ClosedEvent> closed = new CompletableFuture<>();
    private final AtomicInteger closings = new AtomicInteger();
    private final CountDownLatch busy = new CountDownLatch(1);

    private HandedOut(Consumer<WebSocket> options) {
        this.options = options;
    }

    /** Expects one connection, whose socket gets these options while it opens. */
    static HandedOut expect(Consumer<WebSocket> options) {
        HandedOut expected = new HandedOut(options);
        EXPECTED.put(expected.key, expected);
        return expected;
    }

    static EmbeddedServer server() throws Exception {
        return EmbeddedServer.builder()
                .endpoints(List.of(Messages.class, CreditedMessages.class, Stream.class, CreditedStream.class))
                .start();
    }

    /** Where to connect to. */
    URI at(EmbeddedServer server, boolean stream, boolean credit) {
        return server.uri().resolve((credit ? "credited/" : "") + (stream ? "stream/" : "messages/") + key);
    }

    /** When it is open. */
    WebSocket socket() throws Exception {
        return socket.get(20, TimeUnit.SECONDS);
    }

    MessageWebSocket messages() throws Exception {
        return (MessageWebSocket) socket();
    }

    StreamWebSocket stream() throws Exception {
        return (StreamWebSocket) socket();
    }

    /** The endpoint takes what comes. */
    void letGo() {
        busy.countDown();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Its one closed event. */
    ClosedEvent closed() throws Exception {
        ClosedEvent event = closed.get(20, TimeUnit.SECONDS);
        assertThat(closings).as("closed events").hasValue(1);
        return event;
    }

    private static HandedOut of(Session session) {
        return EXPECTED.get(session.getPathParameters().get("key"));
    }

    private void opened(WebSocket open) {
        options.accept(open);
        socket.complete(open);
    }

    private void awaitLetGo() throws InterruptedException {
        busy.await();
    }

    private void ended(ClosedEvent event) {
        EXPECTED.remove(key);
        closings.incrementAndGet();
        closed.complete(event);
    }

    /** Without flow control. */
    @ServerEndpoint("/messages/{key}")
    public static class Messages extends MessageEndpoint {

        private HandedOut to;

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            to = of(session);
            to.opened(socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
            to.awaitLetGo();
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            to.ended(event);
        }
    }

    /** With it. */
    @ServerEndpoint(value = "/credited/messages/{key}", configurator = CreditConfigurator.class)
    public static final class CreditedMessages extends Messages {}

    /** Without flow control. */
    @ServerEndpoint("/stream/{key}")
    public static class Stream extends StreamEndpoint {

        private HandedOut to;

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            to = of(session);
            to.opened(socket);
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws Exception {
            to.awaitLetGo();
            socket.inputStream().transferTo(OutputStream.nullOutputStream());
        }

        @Override
        protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
            to.ended(event);
        }
    }

    /** With it. */
    @ServerEndpoint(value = "/credited/stream/{key}", configurator = CreditConfigurator.class)
    public static final class CreditedStream extends Stream {}
}
