package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.InputOption;
import org.sluice.it.Operation.Limit;

/**
 * Every operation of an open socket that waits for the network, and what is made of them: channels, readers and writers of data, publishers and
 * subscribers. Closes are for the tests themselves.
 */
final class Operations {

    private static final int SECONDS = 20;

    private Operations() {}

    /** New ones, whose own limit is this one. */
    static Stream<Operation> all(Duration own) {
        return Stream.of(SendForm.all().map(Operation::of), timed(own), reads(), data(), publishers(), lively())
                .flatMap(some -> some);
    }

    /** Messages with a time of their own. */
    private static Stream<Operation> timed(Duration own) {
        Message message = Message.binary(ByteBuffer.allocate(64 * 1024)).within(own);
        return Stream.of(
                Operation.ofMessages(
                                "send(Message) with its own time",
                                Limit.MESSAGE,
                                socket -> SendForm.onAndOn(() -> socket.send(message)))
                        .floods(),
                Operation.ofMessages(
                                "sendAsync(Message) with its own time",
                                Limit.MESSAGE,
                                socket -> SendForm.allAtOnce(socket, to -> to.sendAsync(message)))
                        .floods());
    }

    private static Stream<Operation> reads() {
        return Stream.of(
                reading("inputStream", socket -> took(socket.inputStream().read())),
                reading("nextMessage", socket -> took(socket.nextMessage())),
                reading("nextMessage, to its end", socket -> {
                            InputStream message = socket.nextMessage().orElseThrow();
                            assertThat(message.readNBytes(Operation.BEGUN)).hasSize(Operation.BEGUN);
                            took(message.read());
                        })
                        .ofABegunMessage(),
                reading(
                                "nextMessage, its close",
                                socket -> socket.nextMessage().orElseThrow().close())
                        .ofABegunMessage(),
                reading("nextMessage, the one behind it", socket -> {
                            took(socket.nextMessage().orElseThrow());
                            took(socket.nextMessage());
                        })
                        .ofABegunMessage(),
                reading(
                        "readableChannel",
                        socket -> took(socket.readableChannel().read(ByteBuffer.allocate(100)))));
    }

    private static Stream<Operation> data() {
        return Stream.of(
                reading("DataReader.load", socket -> took(new DataReader(socket.inputStream()).load(100))),
                reading("DataReader.load of what there is", socket -> {
                    DataReader reader = new DataReader(socket.inputStream());
                    reader.inputOptions(InputOption.PARTIAL, InputOption.READ_AHEAD);
                    took(reader.load(100));
                }),
                reading(
                                "DataReader.load of a message",
                                socket ->
                                        load(new DataReader(socket.nextMessage().orElseThrow())))
                        .ofABegunMessage());
    }

    /** Of more than comes; what came is loaded all the same. */
    private static void load(DataReader reader) throws Exception {
        try {
            took(reader.load(100));
        } finally {
            assertThat(reader.unconsumedLength()).isEqualTo(Operation.BEGUN);
        }
    }

    /** Publishers have no time of their own, but hear of the end; with demand or without, and so do subscribers that have nothing to send. */
    private static Stream<Operation> publishers() {
        return Stream.of(
                publishing("publisher of messages", Long.MAX_VALUE),
                publishing("publisher of messages, without demand", 0),
                Operation.ofStreams("publisher", Limit.DEAD_PEER, socket -> awaitEnd(socket, Long.MAX_VALUE)),
                Operation.ofStreams("publisher without demand", Limit.DEAD_PEER, socket -> awaitEnd(socket, 0)),
                Operation.ofMessages(
                        "textSubscriber that has nothing", Limit.DEAD_PEER, socket -> idle(socket.textSubscriber())),
                Operation.ofMessages(
                        "binarySubscriber that has nothing",
                        Limit.DEAD_PEER,
                        socket -> idle(socket.binarySubscriber())),
                Operation.ofStreams(
                        "messageSubscriber that has nothing",
                        Limit.DEAD_PEER,
                        socket -> idle(socket.messageSubscriber())));
    }

    private static Operation publishing(String name, long demand) {
        Collecting<ReceivedMessage> collecting = new Collecting<>(demand);
        return Operation.ofMessages(
                        name, Limit.DEAD_PEER, socket -> collecting.end().get(SECONDS, TimeUnit.SECONDS))
                .prepared(socket -> ((MessageWebSocket) socket).publisher().subscribe(collecting));
    }

    private static void awaitEnd(StreamWebSocket socket, long demand) throws Exception {
        Collecting<ByteBuffer> collecting = new Collecting<>(demand);
        socket.publisher().subscribe(collecting);
        collecting.end().get(SECONDS, TimeUnit.SECONDS);
    }

    private static <T> void idle(SendingSubscriber<T> subscriber) throws Exception {
        CompletableFuture<Void> sent = subscriber.sent();
        try (SubmissionPublisher<T> publisher = new SubmissionPublisher<>(Sending::onItsOwnThread, 1)) {
            publisher.subscribe(subscriber);
            sent.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    /** With pings, which find out what nothing else tells. */
    private static Stream<Operation> lively() {
        return Stream.of(
                Operation.ofMessages("ping", Limit.DEAD_PEER, Operations::pingOnAndOn),
                Operation.ofStreams("ping of a stream", Limit.DEAD_PEER, Operations::pingOnAndOn),
                Operation.ofStreams(
                        "inputStream with pings",
                        Limit.DEAD_PEER,
                        socket -> took(socket.inputStream().read())),
                Operation.ofMessages(
                                "send(ByteBuffer) with pings",
                                Limit.DEAD_PEER,
                                socket -> SendForm.onAndOn(() -> socket.send(ByteBuffer.allocate(100_000))))
                        .floods(),
                Operation.ofStreams(
                                "outputStream with pings",
                                Limit.DEAD_PEER,
                                socket -> writeAndFlush(socket.outputStream()))
                        .floods());
    }

    /** Flushed, since over a Jakarta session pings wait for the end of a message. */
    private static void writeAndFlush(OutputStream out) throws Exception {
        SendForm.onAndOn(() -> {
            out.write(new byte[100_000]);
            out.flush();
        });
    }

    private static void pingOnAndOn(WebSocket socket) throws Exception {
        SendForm.onAndOn(() -> took(socket.ping().get(SECONDS, TimeUnit.SECONDS)));
    }

    private static Operation reading(String name, Operation.Use<StreamWebSocket> use) {
        return Operation.ofStreams(name, Limit.RECEIVE, use);
    }

    /** What an operation gives that does not fail, such as each but the last of many. */
    private static void took(Object anything) {
        assertThat(anything).isNotNull();
    }

    /** The names of all. */
    static List<String> names() {
        return all(Operation.SHORT).map(Operation::toString).toList();
    }
}
