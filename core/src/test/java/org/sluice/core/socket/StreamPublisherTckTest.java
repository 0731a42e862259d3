package org.sluice.core.socket;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;

/**
 * The Reactive Streams TCK against what a stream socket publishes, in parts of one byte, so that their number is known. It skips by itself what it
 * cannot test, and the rules of several subscribers (1.11), of whom there is one: what is received is there once only.
 */
public class StreamPublisherTckTest extends FlowPublisherVerification<ByteBuffer> {

    private static final int PART = 1024;

    private final List<StreamSocket> sockets = new CopyOnWriteArrayList<>();

    public StreamPublisherTckTest() {
        super(FlowTimes.environment());
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
        FakeConnector connector = new FakeConnector();
        StreamSocket socket = open(connector);
        Flow.Publisher<ByteBuffer> publisher = socket.publisher(1);
        AtomicLong left = new AtomicLong(elements);
        connector.brake.onRelease(() -> feed(socket, left));
        feed(socket, left);
        return publisher;
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
        StreamSocket socket = open(new FakeConnector());
        socket.closed(1006, "", new IOException("Connection reset"));
        return socket.publisher();
    }

    private StreamSocket open(FakeConnector connector) {
        StreamSocket socket = new StreamSocket(connector);
        sockets.add(socket);
        connector.opensAtOnce = true;
        try {
            socket.connect(URI.create("ws://localhost"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return socket;
    }

    /** As a peer that sends until it is paused, and closes when it has sent all. */
    private static void feed(StreamSocket socket, AtomicLong left) {
        boolean more = true;
        while (more && left.get() > 0) {
            int size = (int) Math.min(PART, left.get());
            left.addAndGet(-size);
            more = socket.binary(ByteBuffer.allocate(size), false);
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
