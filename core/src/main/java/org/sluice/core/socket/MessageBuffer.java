package org.sluice.core.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.core.send.FlushedOutput;

/**
 * The output stream of a message socket: collects bytes and sends them as one message. One that grows too big is dropped as a whole, and
 * refused until the flush that would have sent it has said so.
 */
final class MessageBuffer extends FlushedOutput {

    /** More is not kept for the next message. */
    private static final int KEPT = 64 * 1024;

    private final MessageSending sending;
    private final MessageControl control;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private boolean overflowed;

    MessageBuffer(MessageSending sending, MessageControl control) {
        super(control::sendTimeout);
        this.sending = sending;
        this.control = control;
    }

    @Override
    protected void append(byte[] bytes, int offset, int length) throws IOException {
        // A message has to fit into memory, so what bounds the received ones bounds these.
        long limit = limit();
        if (overflowed || (long) buffer.size() + length > limit) {
            overflowed = true;
            empty();
            throw new MessageTooBigException(limit);
        }
        buffer.write(bytes, offset, length);
    }

    private long limit() {
        return Math.min(control.maxMessageSize(), Integer.MAX_VALUE - 8L);
    }

    @Override
    protected void endMessage() throws IOException {
        if (overflowed) {
            overflowed = false;
            throw new MessageTooBigException(limit());
        }
        if (buffer.size() == 0) {
            return;
        }
        ByteBuffer message = ByteBuffer.wrap(buffer.toByteArray());
        empty();
        if (control.messageType() == MessageType.UTF8) {
            sending.send(StandardCharsets.UTF_8.newDecoder().decode(message).toString());
        } else {
            sending.sendOwn(message);
        }
    }

    private void empty() {
        if (buffer.size() > KEPT) {
            buffer = new ByteArrayOutputStream();
        } else {
            buffer.reset();
        }
    }
}
