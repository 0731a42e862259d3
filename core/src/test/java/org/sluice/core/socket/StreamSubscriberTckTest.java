package org.sluice.core.socket;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;

/** The Reactive Streams TCK against the subscriber with which a stream socket sends a message. */
public class StreamSubscriberTckTest extends FlowSubscriberBlackboxVerification<ByteBuffer> {

    private final List<StreamSocket> sockets = new CopyOnWriteArrayList<>();

    public StreamSubscriberTckTest() {
        super(FlowTimes.environment());
    }

    @Override
    public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
        FakeConnector connector = new FakeConnector();
        StreamSocket socket = new StreamSocket(connector);
        sockets.add(socket);
        connector.opensAtOnce = true;
        try {
            socket.connect(URI.create("ws://localhost"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return socket.messageSubscriber();
    }

    @Override
    public ByteBuffer createElement(int element) {
        return ByteBuffer.allocate(element + 1);
    }

    @AfterMethod
    public void cut() {
        sockets.forEach(socket -> socket.cut("end of the test"));
        sockets.clear();
    }
}
