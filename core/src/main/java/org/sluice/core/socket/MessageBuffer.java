package org.sluice.core.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.core.send.FlushedOutput;

/** The output stream of a message socket: collects bytes and sends them as one message. */
final class MessageBuffer extends FlushedOutput {

    private final MessageWebSocket socket;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    MessageBuffer(MessageWebSocket socket) {
        super(() -> socket.control().sendTimeout());
        this.socket = socket;
    }

    @Override
    protected void append(byte[] bytes, int offset, int length) throws IOException {
        // A message has to fit into memory, so what bounds the received ones bounds these.
        long limit = Math.min(socket.control().maxMessageSize(), Integer.MAX_VALUE - 8L);
        if ((long) buffer.size() + length > limit) {
            throw new MessageTooBigException(limit);
        }
        buffer.write(bytes, offset, length);
    }

    @Override
    protected void endMessage() throws IOException {
        if (buffer.size() == 0) {
            return;
        }
        ByteBuffer message = ByteBuffer.wrap(buffer.toByteArray());
        buffer.reset();
        if (socket.control().messageType() == MessageType.UTF8) {
            socket.send(StandardCharsets.UTF_8.newDecoder().decode(message).toString());
        } else {
            socket.send(message);
        }
    }
}
