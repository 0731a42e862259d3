package org.sluice.benchmarks.peers.sluice;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Broadcast;
import org.sluice.api.ClosedEvent;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;
import org.sluice.core.MessageEndpoint;
import org.sluice.core.StreamEndpoint;

/** The annotated endpoints, one for each service; the server makes an object of theirs for each connection. */
public final class SluiceEndpoints {

    /** Shared by all servers of this program, since nothing can be handed to an endpoint's constructor. */
    private static final Services SERVICES = new Services();

    private SluiceEndpoints() {}

    /** All of them. */
    public static List<Class<?>> all() {
        return List.of(Discard.class, Generate.class, Echo.class, ToAll.class);
    }

    private abstract static class Streaming extends StreamEndpoint {

        private final Service service;

        Streaming(Service service) {
            this.service = service;
        }

        @Override
        protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
            StreamLink.configure(socket);
        }

        @Override
        protected void onStream(StreamWebSocket socket, Session session) throws IOException {
            StreamLink link = new StreamLink(socket);
            link.readInto(SERVICES.open(service, link));
        }
    }

    private abstract static class Messages extends MessageEndpoint {

        private final Service service;
        private @Nullable Receiver receiver;

        Messages(Service service) {
            this.service = service;
        }

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            receiver = SERVICES.open(service, new MessageLink(socket));
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws IOException {
            Objects.requireNonNull(receiver).received(message.bytes());
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            Objects.requireNonNull(receiver).ended(event.toString());
        }
    }

    /** {@link Service#DISCARD}. */
    @ServerEndpoint("/discard")
    public static final class Discard extends Streaming {
        /** Called by the container. */
        public Discard() {
            super(Service.DISCARD);
        }
    }

    /** {@link Service#GENERATE}. */
    @ServerEndpoint("/generate")
    public static final class Generate extends Streaming {
        /** Called by the container. */
        public Generate() {
            super(Service.GENERATE);
        }
    }

    /** {@link Service#ECHO}. */
    @ServerEndpoint("/echo")
    public static final class Echo extends Messages {
        /** Called by the container. */
        public Echo() {
            super(Service.ECHO);
        }
    }

    /** {@link Service#BROADCAST}, as a user of Sluice would have it. */
    @ServerEndpoint("/broadcast")
    public static final class ToAll extends MessageEndpoint {

        private static final Set<MessageWebSocket> AUDIENCE = ConcurrentHashMap.newKeySet();

        /** Called by the container. */
        public ToAll() {}

        @Override
        protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
            AUDIENCE.add(socket);
        }

        @Override
        protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws IOException {
            ByteBuffer bytes = message.bytes();
            boolean asks = bytes.remaining() <= Services.ASKS;
            // The next one comes when all have this, so that no queue is full. A send fails only with its connection,
            // and
            // the end of that is told elsewhere.
            Broadcast unused =
                    Broadcast.send(Message.binary(bytes), asks ? Set.of(socket) : AUDIENCE, ForkJoinPool.commonPool());
        }

        @Override
        protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
            AUDIENCE.remove(socket);
        }
    }
}
