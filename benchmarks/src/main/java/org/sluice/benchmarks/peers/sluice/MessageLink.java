package org.sluice.benchmarks.peers.sluice;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.MessageWebSocket;
import org.sluice.benchmarks.link.Link;
import org.sluice.benchmarks.link.Load;

/** A {@link MessageWebSocket} as a link. */
final class MessageLink implements Link {

    private final MessageWebSocket socket;

    MessageLink(MessageWebSocket socket) {
        this.socket = socket;
    }

    /** Asynchronous, because a callback that waits for its own answer to be taken holds up the messages behind it. */
    @Override
    public void send(ByteBuffer message) {
        // A send fails only with its connection, whose end the receiver is told.
        CompletableFuture<Void> unused = socket.sendAsync(message);
    }

    @Override
    public void stream(Load load) {
        throw new UnsupportedOperationException("streams go over a StreamWebSocket");
    }

    @Override
    public void close() {
        socket.close();
    }
}
