package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.StreamWebSocket;
import org.sluice.server.PseudoRandomBytes;

/** Publishers and subscribers of sockets: demand at one end is what moves the other. */
interface FlowContract extends Application {

    /** A length that takes many windows, and is no multiple of anything. */
    int LENGTH = 8 * 1024 * 1024 + 4321;

    @Test
    @DisplayName(
            "P18 reactive: a subscriber that asks for nothing stops the writer within the window, and pings are answered")
    default void streamWithoutDemand() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/generate?bytes=" + LENGTH));
            Collecting<ByteBuffer> subscriber = new Collecting<>(0);
            socket.publisher().subscribe(subscriber);
            await().untilAsserted(() -> assertThat(socket.information().bytesReceived())
                    .isBetween(CreditContract.LEAST_OF_WINDOW, (long) CreditContract.WINDOW));
            // It takes two answers, since the first may have overtaken what was on the way.
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(socket.information().bytesReceived()).isLessThanOrEqualTo(CreditContract.WINDOW);
            assertThat(subscriber.items()).isEmpty();

            subscriber.request(1);
            subscriber.awaitItems(1);
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(subscriber.items()).hasSize(1);

            subscriber.request(Long.MAX_VALUE);
            await().until(() -> subscriber.bytes() == LENGTH);
            assertThat(subscriber.content()).hasSameContentAs(new PseudoRandomBytes(LENGTH));
        }
    }

    @Test
    @DisplayName("P17 reactive: what is published to a stream socket arrives as one message, at the pace of its reader")
    default void streamPacedByItsReader() throws Exception {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 1);
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            SendingSubscriber<ByteBuffer> sender = socket.messageSubscriber();
            publisher.subscribe(sender);
            CompletableFuture<Void> publishing = Sending.of(() -> {
                InputStream bytes = new PseudoRandomBytes(LENGTH);
                for (byte[] part = bytes.readNBytes(10_000); part.length > 0; part = bytes.readNBytes(10_000)) {
                    // Waits while the subscriber asks for nothing.
                    publisher.submit(ByteBuffer.wrap(part));
                }
                publisher.close();
            });
            await().untilAsserted(() -> assertThat(socket.information().bytesReceived())
                    .isBetween(CreditContract.LEAST_OF_WINDOW, (long) CreditContract.WINDOW));
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(publishing).isNotDone();
            assertThat(socket.information().bytesSent())
                    .as("what comes back, the server's window, which may grow, and what the echo has in its hands")
                    .isLessThanOrEqualTo(3L * CreditContract.WINDOW + CreditContract.LARGEST_WINDOW);

            InputStream back = socket.nextMessage().orElseThrow();
            assertThat(back).hasSameContentAs(new PseudoRandomBytes(LENGTH));
            publishing.get(20, TimeUnit.SECONDS);
            sender.sent().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("P14 reactive: messages stop at exactly the window without demand, and come in order with it")
    default void messagesWithoutDemand() throws Exception {
        int messages = 2_000;
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Collecting<ReceivedMessage> subscriber = new Collecting<>(0);
            socket.publisher().subscribe(subscriber);
            socket.connect(at("message/echo"));
            SendingSubscriber<ByteBuffer> sender = socket.binarySubscriber();
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(sender);
            CompletableFuture<Void> publishing = Sending.of(() -> {
                for (int i = 0; i < messages; i++) {
                    publisher.submit(ByteBuffer.allocate(1024).putInt(0, i));
                }
                publisher.close();
            });
            await().untilAsserted(() ->
                    assertThat(socket.information().bytesReceived()).isEqualTo(CreditContract.WINDOW));
            socket.ping().get(20, TimeUnit.SECONDS);
            socket.ping().get(20, TimeUnit.SECONDS);
            assertThat(socket.information().bytesReceived()).isEqualTo(CreditContract.WINDOW);
            assertThat(subscriber.items()).isEmpty();

            subscriber.request(messages);
            publishing.get(20, TimeUnit.SECONDS);
            sender.sent().get(20, TimeUnit.SECONDS);
            subscriber.awaitItems(messages);
            for (int i = 0; i < messages; i++) {
                assertThat(subscriber.items().get(i).bytes().getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    @DisplayName("P26 reactive: an endpoint joins what it receives to what it sends, message by message")
    default void endpointOfPublishers() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Collecting<ReceivedMessage> subscriber = new Collecting<>(Long.MAX_VALUE);
            socket.publisher().subscribe(subscriber);
            socket.connect(inApplication("flow"));
            for (int i = 0; i < 200; i++) {
                socket.send("message " + i);
            }
            subscriber.awaitItems(200);
            for (int i = 0; i < 200; i++) {
                assertThat(subscriber.items().get(i).text()).isEqualTo("MESSAGE " + i);
            }
            // Not waited for: the endpoint may close before this end knows that it was sent.
            CompletableFuture<Void> unused = socket.sendAsync("enough");
            subscriber.end().get(20, TimeUnit.SECONDS);
        }
    }
}
