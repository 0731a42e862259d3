package org.sluice.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocket;
import org.sluice.it.app.HeldMessages;
import org.sluice.it.app.HeldStream;
import org.sluice.it.app.Transfer;

/** The client's end of a transfer, over a socket of either kind: what it does is up to the test. */
abstract class HeldSocket implements AutoCloseable {

    /** The two kinds, which do the same. */
    enum Kind {
        STREAM("held/stream/"),
        MESSAGES("held/messages/");

        private final String path;

        Kind(String path) {
            this.path = path;
        }

        /** Where the server's end is: {@link HeldStream} or {@link HeldMessages}. */
        String path(ServerTransfer server) {
            return path + server.key();
        }

        /** One that is not connected. */
        HeldSocket create() {
            return this == STREAM ? new OfStream() : new OfMessages();
        }
    }

    final Transfer transfer = new Transfer();

    abstract WebSocket socket();

    /** Writes so many parts, and waits until all are sent. */
    abstract void pour(int parts) throws Exception;

    /** Asks for what comes, and takes it when the transfer is released; returns at once, or when all is there. */
    abstract void read() throws Exception;

    HeldSocket connect(URI uri) throws IOException {
        socket().connect(uri);
        return this;
    }

    /** Whether any ping was answered. */
    boolean answered() {
        return socket().information().roundTripTime().isPresent();
    }

    @Override
    public void close() {
        socket().close();
    }

    private static final class OfStream extends HeldSocket {

        private final StreamWebSocket socket = StreamWebSocket.create();

        @Override
        WebSocket socket() {
            return socket;
        }

        @Override
        void pour(int parts) throws IOException {
            OutputStream out = socket.newMessage();
            transfer.pour(parts, out::write);
            out.close();
        }

        @Override
        void read() throws Exception {
            transfer.awaitRelease();
            transfer.drain(socket.nextMessage().orElseThrow());
        }
    }

    private static final class OfMessages extends HeldSocket {

        private final MessageWebSocket socket = MessageWebSocket.create();
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        OfMessages() {
            socket.onReceived((from, message) -> {
                transfer.awaitRelease();
                transfer.count(message.bytes());
            });
        }

        @Override
        WebSocket socket() {
            return socket;
        }

        /** As fast as the queue takes them. A failure shows: the part does not arrive. */
        @Override
        void pour(int parts) throws Exception {
            transfer.pour(parts, part -> last = socket.sendAsync(ByteBuffer.wrap(part)));
            last.get(20, TimeUnit.SECONDS);
        }

        @Override
        void read() throws IOException {
            socket.send("begin");
        }
    }
}
