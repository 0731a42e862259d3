package org.sluice.core.socket;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;

/** The Reactive Streams TCK against the subscriber with which a message socket sends texts. */
public class TextSubscriberTckTest extends FlowSubscriberBlackboxVerification<String> {

    private final List<MessageSocket> sockets = new CopyOnWriteArrayList<>();

    public TextSubscriberTckTest() {
        super(FlowTimes.environment());
    }

    @Override
    public Flow.Subscriber<String> createFlowSubscriber() {
        FakeConnector connector = new FakeConnector();
        MessageSocket socket = new MessageSocket(connector);
        sockets.add(socket);
        connector.opensAtOnce = true;
        try {
            socket.connect(URI.create("ws://localhost"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return socket.textSubscriber();
    }

    @Override
    public String createElement(int element) {
        return "message " + element;
    }

    @AfterMethod
    public void cut() {
        sockets.forEach(socket -> socket.cut("end of the test"));
        sockets.clear();
    }
}
