package org.sluice.core.socket;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.sluice.api.ReceivedMessage;
import org.testng.annotations.AfterMethod;

/**
 * The Reactive Streams TCK against what a message socket publishes. It skips by itself what it
 * cannot test, and the rules of several subscribers (1.11), of whom there is one: what is received is there once only.
 */
public class MessagePublisherTckTest extends FlowPublisherVerification<ReceivedMessage> {

    private final List<MessageSocket> sockets = new CopyOnWriteArrayList<>();

    public MessagePublisherTckTest() {
        super(FlowTimes.environment());
    }

    @Override
    public Flow.Publisher<ReceivedMessage> createFlowPublisher(long elements) {
        FakeConnector connector = new FakeConnector();
        MessageSocket socket = new MessageSocket(connector);
        Flow.Publisher<ReceivedMessage> publisher = open(socket, connector);
        AtomicLong left = new AtomicLong(elements);
        connector.brake.onRelease(() -> feed(socket, left));
        feed(socket, left);
        return publisher;
    }

    @Override
    public Flow.Publisher<ReceivedMessage> createFailedFlowPublisher() {
        FakeConnector connector = new FakeConnector();
        MessageSocket socket = new MessageSocket(connector);
        Flow.Publisher<ReceivedMessage> publisher = open(socket, connector);
        socket.closed(1006, "", new IOException("Connection reset"));
        return publisher;
    }

    private Flow.Publisher<ReceivedMessage> open(MessageSocket socket, FakeConnector connector) {
        sockets.add(socket);
        connector.opensAtOnce = true;
        Flow.Publisher<ReceivedMessage> publisher = socket.publisher();
        try {
            socket.connect(URI.create("ws://localhost"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return publisher;
    }

    /** As a peer that sends until it is paused, and closes when it has sent all. */
    private static void feed(MessageSocket socket, AtomicLong left) {
        boolean more = true;
        while (more && left.get() > 0) {
            more = socket.text("message " + left.getAndDecrement(), true);
        }
        if (more) {
            socket.closed(1000, "", null);
        }
    }

    @AfterMethod
    public void cut() {
        sockets.forEach(socket -> socket.cut("end of the test"));
        sockets.clear();
    }
}
