package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.ClosedBy;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.SocketClosedException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.doubles.RecordingSink.Kind;
import org.sluice.core.receive.BoundedPipe;

/** The publisher and the subscriber of a stream socket. */
class StreamFlowTest {

    private static final int WINDOW = 64 * 1024;

    private final FakeConnector connector = new FakeConnector();
    private final StreamSocket socket = new StreamSocket(connector);
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final List<ClosedEvent> events = new CopyOnWriteArrayList<>();

    private void open() throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> {
            events.add(event);
            closed.add(event.code() + " " + event.reason());
        });
        socket.connect(URI.create("ws://localhost"));
    }

    private void receive(String text, boolean last) {
        socket.binary(StandardCharsets.UTF_8.encode(text), last);
    }

    private static List<String> texts(Demanding<ByteBuffer> subscriber) {
        return subscriber.items.stream()
                .map(part -> StandardCharsets.UTF_8.decode(part.duplicate()).toString())
                .toList();
    }

    // Receiving.

    @Test
    void aPublisherNeedsAConnection() {
        assertThatIllegalStateException().isThrownBy(socket::publisher);
    }

    @Test
    @DisplayName("P13 a published part is what is there, over the ends of messages")
    void partsAreWhatIsThere() throws Exception {
        open();
        assertThat(socket.publisher()).isSameAs(socket.publisher());
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        receive("ab", false);
        receive("c", true);
        receive("", true);
        receive("d", true);
        subscriber.request(1);
        subscriber.awaitItems(1);
        subscriber.request(5);
        subscriber.awaitItems(2);
        socket.closed(1000, "", null);
        subscriber.end.get(20, TimeUnit.SECONDS);

        assertThat(texts(subscriber)).containsExactly("abc", "d");
    }

    @Test
    @DisplayName(
            "P18 a subscriber that asks for nothing stops a peer without credit, and goes on with what it asks for")
    void withoutDemandThePortPauses() throws Exception {
        open();
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        int parts = 1;
        while (socket.binary(ByteBuffer.allocate(WINDOW), false)) {
            parts++;
        }
        assertThat(parts).isEqualTo(BoundedPipe.CAPACITY / WINDOW + 1);
        assertThat(subscriber.items).isEmpty();
        assertThat(connector.brake.releases()).isZero();

        subscriber.request(parts);
        connector.brake.awaitReleases(1);
        subscriber.awaitItems(parts);
        assertThat(connector.brake.steps()).as("a stall is counted anew").isPositive();
    }

    @Test
    @DisplayName("P18 credit is granted for what the subscriber asked for, and for no more")
    void creditFollowsTheDemand() throws Exception {
        socket.agree(new CreditTerms(WINDOW, WINDOW, false));
        open();
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        socket.binary(ByteBuffer.allocate(WINDOW), true);
        connector.sink.awaitFrames(1);
        assertThat(grants()).containsExactly((long) WINDOW);

        subscriber.request(1);
        subscriber.awaitItems(1);
        await().untilAsserted(() -> assertThat(grants()).containsExactly((long) WINDOW, 2L * WINDOW));
    }

    private List<Long> grants() throws IOException {
        return connector.sink.frames().stream()
                .filter(frame -> frame.kind() == Kind.PONG)
                .map(frame -> frame.payload().getLong(Grant.BYTES - Long.BYTES))
                .toList();
    }

    @Test
    @DisplayName("P34 a lost connection is an error behind the last part")
    void aLostConnectionIsAnError() throws Exception {
        open();
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        receive("a", false);
        socket.closed(1006, "", new IOException("Connection reset"));
        subscriber.request(1);

        assertThatThrownBy(() -> subscriber.end.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SocketClosedException.class);
        assertThat(texts(subscriber)).containsExactly("a");
    }

    @Test
    void thisEndsCloseIsAnError() throws Exception {
        open();
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        receive("a", false);
        socket.close();

        assertThatThrownBy(() -> subscriber.end.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SocketClosedException.class);
        assertThat(subscriber.items).isEmpty();
    }

    @Test
    void whatACancelledSubscriberLeftIsForTheInputStream() throws Exception {
        open();
        Demanding<ByteBuffer> subscriber = Demanding.of(socket.publisher());
        receive("a", false);
        subscriber.request(1);
        subscriber.awaitItems(1);
        subscriber.cancel();
        receive("b", false);

        assertThat(socket.inputStream().read()).isEqualTo('b');
    }

    @Test
    void aSubscriberThatFailsClosesTheSocketWith1011() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> unused = socket.messageSubscriber();
        Demanding<ByteBuffer> other = new Demanding<>();
        socket.publisher().subscribe(new java.util.concurrent.Flow.Subscriber<>() {
            @Override
            public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
                throw new IllegalStateException("thrown by the test");
            }

            @Override
            public void onNext(ByteBuffer item) {
                other.onNext(item);
            }

            @Override
            public void onError(Throwable why) {
                other.onError(why);
            }

            @Override
            public void onComplete() {
                other.onComplete();
            }
        });

        await().until(() -> closed.equals(List.of("1011 the endpoint failed")));
        assertThat(other.end).isNotDone();
    }

    // Sending.

    @Test
    @DisplayName("P17 what is published leaves as it comes, and its end ends the message")
    void publishedPartsAreOneMessage() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(subscriber);
            publisher.submit(StandardCharsets.UTF_8.encode("ab"));
            connector.sink.awaitFrames(1);
            publisher.submit(StandardCharsets.UTF_8.encode("c").asReadOnlyBuffer());
            connector.sink.awaitFrames(2);
        }
        subscriber.sent().get(20, TimeUnit.SECONDS);

        assertThat(connector.sink.sent()).containsExactly("binary:ab+", "binary:c+", "binary:");
    }

    @Test
    void nothingPublishedIsAnEmptyMessage() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        subscriber.onComplete();
        subscriber.sent().get(20, TimeUnit.SECONDS);
        assertThat(connector.sink.sent()).containsExactly("binary:");
    }

    @Test
    void aPublisherThatFailsInAMessageClosesTheSocketWith1011() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        subscriber.onNext(StandardCharsets.UTF_8.encode("a"));
        connector.sink.awaitFrames(1);
        subscriber.onError(new IOException("the publisher's"));

        assertThatThrownBy(() -> subscriber.sent().get(20, TimeUnit.SECONDS)).hasMessageContaining("the publisher's");
        await().until(() -> closed.equals(List.of("1011 a message could not be sent to its end")));
    }

    @Test
    void aPublisherThatFailsBeforeItsFirstPartLeavesTheSocketOpen() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        subscriber.onError(new IOException("the publisher's"));

        assertThatThrownBy(() -> subscriber.sent().get(20, TimeUnit.SECONDS)).hasMessageContaining("the publisher's");
        assertThat(socket.isOpen()).isTrue();
        assertThat(connector.sink.frames()).isEmpty();
    }

    @Test
    void theEndOfTheConnectionEndsASubscriptionThatSendsNothing() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(subscriber);
            publisher.submit(StandardCharsets.UTF_8.encode("a"));
            connector.sink.awaitFrames(1);
            socket.closed(1001, "going", null);

            assertThatThrownBy(() -> subscriber.sent().get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SocketClosedException.class);
            await().until(() -> !publisher.hasSubscribers());
        }
    }

    @Test
    @DisplayName("P34 a connection that fails under a subscriber that sends counts as lost, not as closed by this end")
    void aConnectionThatFailsIsNotClosedByThisEnd() throws Exception {
        open();
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        subscriber.onNext(StandardCharsets.UTF_8.encode("a"));
        connector.sink.awaitFrames(1);
        connector.sink.failWith(new IOException("the network's"));
        subscriber.onNext(StandardCharsets.UTF_8.encode("b"));

        assertThatThrownBy(() -> subscriber.sent().get(20, TimeUnit.SECONDS)).hasMessageContaining("the network's");
        socket.closed(1006, "", null);
        await().until(() -> !events.isEmpty());
        assertThat(events).containsExactly(new ClosedEvent(1006, "", ClosedBy.NONE, false));
    }

    @Test
    void aSocketThatIsNotConnectedSaysSo() {
        SendingSubscriber<ByteBuffer> subscriber = socket.messageSubscriber();
        subscriber.onNext(ByteBuffer.allocate(1));
        assertThatThrownBy(() -> subscriber.sent().get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connect it first");
    }
}
