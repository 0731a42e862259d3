package org.sluice.benchmarks.peers.jakarta;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;

/** A programmatic endpoint of either end: partial handlers for streams, whole ones for messages. */
public final class JakartaEndpoint extends Endpoint {

    /** Where an implementation sizes its parts by this, it is the largest write. */
    private static final int PART = 64 * 1024;

    private final Service service;
    private final Function<Link, Receiver> opening;
    private @Nullable Receiver receiver;
    private @Nullable Link link;

    /** For one connection. */
    public JakartaEndpoint(Service service, Function<Link, Receiver> opening) {
        this.service = service;
        this.opening = opening;
    }

    /** The connection, once it is open. */
    public Link link() {
        return Objects.requireNonNull(link);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        link = new JakartaLink(session);
        Receiver made = opening.apply(link);
        receiver = made;
        if (service.streams()) {
            session.setMaxBinaryMessageBufferSize(PART);
            MessageHandler.Partial<ByteBuffer> handler = (data, last) -> give(made, data);
            session.addMessageHandler(ByteBuffer.class, handler);
        } else {
            MessageHandler.Whole<ByteBuffer> handler = data -> give(made, data);
            session.addMessageHandler(ByteBuffer.class, handler);
        }
    }

    private static void give(Receiver receiver, ByteBuffer data) {
        try {
            receiver.received(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        end(reason.toString());
    }

    @Override
    public void onError(Session session, Throwable failure) {
        end(failure.toString());
    }

    private void end(String why) {
        if (receiver != null) {
            receiver.ended(why);
        }
    }
}
