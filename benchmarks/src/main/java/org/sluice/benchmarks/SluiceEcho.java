package org.sluice.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.sluice.api.MessageWebSocket;

/** Round trips on a {@link MessageWebSocket}. */
final class SluiceEcho implements Echo {

    private final Answers answers = new Answers();
    private final MessageWebSocket socket = MessageWebSocket.create();

    SluiceEcho(URI endpoint) throws IOException {
        socket.onReceived((from, message) -> answers.add(message.bytes()));
        socket.connect(endpoint);
    }

    @Override
    public ByteBuffer roundTrip(ByteBuffer message) throws IOException, InterruptedException {
        socket.send(message);
        return answers.next();
    }

    @Override
    public void close() {
        socket.close();
    }
}
