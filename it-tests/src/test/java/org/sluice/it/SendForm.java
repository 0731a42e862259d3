package org.sluice.it;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sluice.api.Message;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.api.data.DataWriter;

/**
 * A way to send that waits for the peer, as the interfaces of the sockets have it; a broadcast does not. Used on a connection whose peer
 * does not read it ends with the failure that the application is told, because it sends on and on, or more than the buffers of two systems
 * take. Its name begins with that of the method, with the type of what it takes where that is one thing.
 */
final class SendForm {

    private static final int SIZE = 64 * 1024;
    private static final byte[] BYTES = new byte[SIZE];
    private static final String TEXT = "x".repeat(SIZE);
    /** Items of a publisher: 64 MiB. */
    private static final int ITEMS = 1024;

    private static final int SECONDS = 20;

    private final String name;
    private final boolean stream;
    private final Use<WebSocket> use;

    /** What is done with a socket. */
    private interface Use<S> {
        void on(S socket) throws Exception;
    }

    private SendForm(String name, boolean stream, Use<WebSocket> use) {
        this.name = name;
        this.stream = stream;
        this.use = use;
    }

    private static SendForm message(String name, Use<MessageWebSocket> use) {
        return new SendForm(name, false, socket -> use.on((MessageWebSocket) socket));
    }

    private static SendForm stream(String name, Use<StreamWebSocket> use) {
        return new SendForm(name, true, socket -> use.on((StreamWebSocket) socket));
    }

    static Stream<SendForm> all() {
        return Stream.of(
                message("send(String)", socket -> onAndOn(() -> socket.send(TEXT))),
                message("send(ByteBuffer)", socket -> onAndOn(() -> socket.send(bytes()))),
                message("send(Message)", socket -> onAndOn(() -> socket.send(Message.text(TEXT)))),
                message("sendAsync(String)", socket -> allAtOnce(socket, to -> to.sendAsync(TEXT))),
                message("sendAsync(ByteBuffer)", socket -> allAtOnce(socket, to -> to.sendAsync(bytes()))),
                message("sendAsync(Message)", socket -> allAtOnce(socket, to -> to.sendAsync(Message.binary(bytes())))),
                message("sendJson(Object)", socket -> onAndOn(() -> socket.sendJson(TEXT))),
                message("sendFrame", socket -> onAndOn(() -> sendInFrames(socket))),
                message("outputStream of messages", socket -> onAndOn(() -> writeAndFlush(socket.outputStream()))),
                message("DataWriter.store of messages", socket -> store(new DataWriter(socket.outputStream()))),
                message("DataWriter.flush of messages", socket -> flush(socket.outputStream())),
                message("textSubscriber", socket -> publish(socket.textSubscriber(), TEXT)),
                message("binarySubscriber", socket -> publish(socket.binarySubscriber(), bytes())),
                stream(
                        "outputStream",
                        socket -> onAndOn(() -> socket.outputStream().write(BYTES))),
                stream("outputStream with flushes", socket -> onAndOn(() -> writeAndFlush(socket.outputStream()))),
                stream("newMessage", socket -> write(socket.newMessage())),
                stream("newMessage, one after the other", socket -> onAndOn(() -> sendMessage(socket.newMessage()))),
                stream("writableChannel", socket -> write(socket.writableChannel())),
                stream("DataWriter.store", socket -> store(new DataWriter(socket.outputStream()))),
                stream("DataWriter.flush", socket -> flush(socket.outputStream())),
                stream("messageSubscriber", socket -> publish(socket.messageSubscriber(), bytes())));
    }

    /** Of the kind that sends like this. */
    WebSocket newSocket() {
        return stream ? StreamWebSocket.create() : MessageWebSocket.create();
    }

    boolean isOfStreams() {
        return stream;
    }

    /** The path of {@link StalledSendsIT} for it. */
    String path() {
        return stream ? "stream" : "messages";
    }

    /** Sends until that fails. */
    void sendOn(WebSocket socket) throws Exception {
        use.on(socket);
    }

    @Override
    public String toString() {
        return name;
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap(BYTES);
    }

    static void onAndOn(Sending one) throws Exception {
        while (true) {
            one.run();
        }
    }

    private static void sendInFrames(MessageWebSocket socket) throws Exception {
        socket.sendFrame(bytes(), false);
        socket.sendFrame(bytes(), true);
    }

    private static void writeAndFlush(OutputStream out) throws Exception {
        out.write(BYTES);
        out.flush();
    }

    private static void write(OutputStream out) throws Exception {
        onAndOn(() -> out.write(BYTES));
    }

    private static void sendMessage(OutputStream message) throws Exception {
        message.write(BYTES);
        message.close();
    }

    private static void write(WritableByteChannel channel) throws Exception {
        onAndOn(() -> channel.write(bytes()));
    }

    private static void store(DataWriter writer) throws Exception {
        onAndOn(() -> {
            writer.writeBytes(BYTES);
            writer.store();
        });
    }

    /** What somebody else wrote to the stream. */
    private static void flush(OutputStream out) throws Exception {
        DataWriter writer = new DataWriter(out);
        onAndOn(() -> {
            out.write(BYTES);
            writer.flush();
        });
    }

    /** Hands in until one has failed; then all end. */
    static void allAtOnce(MessageWebSocket socket, Function<MessageWebSocket, CompletableFuture<Void>> send)
            throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        do {
            all.add(send.apply(socket));
        } while (all.stream().noneMatch(CompletableFuture::isCompletedExceptionally));
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(SECONDS, TimeUnit.SECONDS);
    }

    private static <T> void publish(SendingSubscriber<T> subscriber, T item) throws Exception {
        CompletableFuture<Void> sent = subscriber.sent();
        try (SubmissionPublisher<T> publisher = new SubmissionPublisher<>(Sending::onItsOwnThread, ITEMS)) {
            publisher.subscribe(subscriber);
            for (int i = 0; i < ITEMS; i++) {
                publisher.submit(item);
            }
            sent.get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
