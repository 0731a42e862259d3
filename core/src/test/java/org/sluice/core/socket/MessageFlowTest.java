package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.SocketClosedException;
import org.sluice.core.credit.CreditTerms;
import org.sluice.core.credit.Grant;
import org.sluice.core.doubles.RecordingSink.Kind;

/** The publisher and the subscribers of a message socket. */
class MessageFlowTest {

    private static final int WINDOW = 64 * 1024;

    private final FakeConnector connector = new FakeConnector();
    private final MessageSocket socket = new MessageSocket(connector);
    private final List<String> closed = new CopyOnWriteArrayList<>();

    private void open() throws IOException {
        connector.opensAtOnce = true;
        connector.answering(socket);
        socket.onClosed((which, event) -> closed.add(event.code() + " " + event.reason()));
        socket.connect(URI.create("ws://localhost"));
    }

    private Demanding<ReceivedMessage> subscribed() throws IOException {
        Demanding<ReceivedMessage> subscriber = Demanding.of(socket.publisher());
        open();
        return subscriber;
    }

    private static List<String> texts(Demanding<ReceivedMessage> subscriber) throws IOException {
        List<String> texts = new ArrayList<>();
        for (ReceivedMessage message : subscriber.items) {
            texts.add(message.text());
        }
        return texts;
    }

    // Receiving.

    @Test
    @DisplayName(
            "P28 the publisher is made before the connect, and takes the place of the handler, as a handler does its place")
    void theLastToTakeTheMessagesHasThem() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        socket.onReceived((from, message) -> handled.add(message.text()));
        Demanding<ReceivedMessage> replaced = Demanding.of(socket.publisher());
        socket.onReceived((from, message) -> handled.add(message.text()));
        Demanding<ReceivedMessage> subscriber = subscribed();
        replaced.request(1);
        subscriber.request(1);
        socket.text("a", true);

        subscriber.awaitItems(1);
        assertThat(handled).isEmpty();
        assertThat(replaced.items).isEmpty();
        assertThat(replaced.end)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("The received handler was set after this publisher");
        assertThatIllegalStateException()
                .isThrownBy(socket::publisher)
                .withMessageContaining("The publisher of what is received");
    }

    @Test
    @DisplayName("P36 each message is published once and whole, in order, and the end behind the last")
    void messagesThenTheEnd() throws Exception {
        Demanding<ReceivedMessage> subscriber = subscribed();
        subscriber.request(2);
        socket.text("a", false);
        socket.text("b", true);
        socket.text("c", true);
        socket.text("d", true);
        subscriber.awaitItems(2);
        socket.closed(1000, "", null);
        await("the closed event, which does not wait").until(() -> closed.size() == 1);
        assertThat(subscriber.end).isNotDone();
        socket.text("too late", true);
        subscriber.request(2);
        subscriber.end.get(20, TimeUnit.SECONDS);

        assertThat(texts(subscriber)).containsExactly("ab", "c", "d");
    }

    @Test
    @DisplayName("P14 a subscriber that asks for nothing stops a peer without credit")
    void withoutDemandThePortPauses() throws Exception {
        Demanding<ReceivedMessage> subscriber = subscribed();
        int messages = 1;
        while (socket.binary(ByteBuffer.allocate(1000), true)) {
            messages++;
        }
        assertThat(subscriber.items).isEmpty();
        assertThat(connector.brake.releases()).isZero();

        subscriber.request(messages);
        connector.brake.awaitReleases(1);
        subscriber.awaitItems(messages);
    }

    @Test
    @DisplayName("P14 credit is granted for the messages that the subscriber asked for, and for no more")
    void creditFollowsTheDemand() throws Exception {
        socket.agree(new CreditTerms(WINDOW, WINDOW, false));
        Demanding<ReceivedMessage> subscriber = subscribed();
        socket.binary(ByteBuffer.allocate(WINDOW / 2), true);
        socket.binary(ByteBuffer.allocate(WINDOW / 2), true);
        connector.sink.awaitFrames(1);
        assertThat(grants()).containsExactly((long) WINDOW);

        subscriber.request(1);
        subscriber.awaitItems(1);
        await().untilAsserted(() -> assertThat(grants()).containsExactly((long) WINDOW, WINDOW + WINDOW / 2L));
    }

    private List<Long> grants() {
        return connector.sink.frames().stream()
                .filter(frame -> frame.kind() == Kind.PONG)
                .map(frame -> frame.payload().getLong(Grant.BYTES - Long.BYTES))
                .toList();
    }

    @Test
    @DisplayName("P34 a lost connection is an error behind the last message")
    void aLostConnectionIsAnError() throws Exception {
        Demanding<ReceivedMessage> subscriber = subscribed();
        socket.text("a", true);
        socket.closed(1006, "", new IOException("Connection reset"));
        subscriber.request(1);

        assertThatThrownBy(() -> subscriber.end.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SocketClosedException.class);
        assertThat(texts(subscriber)).containsExactly("a");
    }

    @Test
    void thisEndsCloseIsAnErrorAndDropsWhatWaits() throws Exception {
        Demanding<ReceivedMessage> subscriber = subscribed();
        while (socket.binary(ByteBuffer.allocate(1000), true)) {
            assertThat(subscriber.items).isEmpty();
        }
        socket.close();

        assertThatThrownBy(() -> subscriber.end.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SocketClosedException.class);
        assertThat(subscriber.items).isEmpty();
        connector.brake.awaitReleases(1);
    }

    @Test
    void afterACancelMessagesAreDropped() throws Exception {
        Demanding<ReceivedMessage> subscriber = subscribed();
        while (socket.binary(ByteBuffer.allocate(1000), true)) {
            assertThat(subscriber.items).isEmpty();
        }
        subscriber.cancel();

        connector.brake.awaitReleases(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(socket.binary(ByteBuffer.allocate(1000), true)).isTrue();
        }
        assertThat(subscriber.items).isEmpty();
    }

    @Test
    @DisplayName("a message over the limit is published, its content is not to be had, and the socket closes with 1009")
    void anOversizedMessage() throws Exception {
        socket.control().maxMessageSize(2);
        Demanding<ReceivedMessage> subscriber = subscribed();
        subscriber.request(5);
        socket.text("abc", true);

        subscriber.awaitItems(1);
        assertThatThrownBy(() -> subscriber.items.get(0).text()).isInstanceOf(MessageTooBigException.class);
        await().until(() -> closed.size() == 1);
        assertThat(closed.get(0)).startsWith("1009");
        subscriber.end.get(20, TimeUnit.SECONDS);
    }

    // Sending.

    @Test
    @DisplayName("P12 each published text or buffer is a message, and the publisher's end is none of the socket")
    void eachItemIsAMessage() throws Exception {
        open();
        SendingSubscriber<String> texts = socket.textSubscriber();
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(texts);
            for (int i = 0; i < 100; i++) {
                publisher.submit("message " + i);
            }
        }
        texts.sent().get(20, TimeUnit.SECONDS);
        SendingSubscriber<ByteBuffer> bytes = socket.binarySubscriber();
        bytes.onNext(ByteBuffer.wrap(new byte[] {'x'}));
        bytes.onComplete();
        bytes.sent().get(20, TimeUnit.SECONDS);

        assertThat(connector.sink.sent())
                .hasSize(101)
                .startsWith("text:message 0")
                .endsWith("text:message 99", "binary:x");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void aTextThatIsNoneFailsTheSubscriptionAndNotTheSocket() throws Exception {
        open();
        SendingSubscriber<String> texts = socket.textSubscriber();
        texts.onNext("\ud800");

        assertThatThrownBy(() -> texts.sent().get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        texts.onError(new IOException("too late to count"));
        assertThat(socket.isOpen()).isTrue();
    }
}
