package org.sluice.core.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.sluice.api.MessageTooBigException;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;

/** Collects bytes and sends them as one message at each flush. Safe for several threads, call by call. */
final class MessageBuffer extends OutputStream {

    private final MessageWebSocket socket;
    /** Not a monitor: it is held over waits, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private boolean closed;

    MessageBuffer(MessageWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            throwIfClosed();
            // A message has to fit into memory, so what bounds the received ones bounds these.
            long limit = Math.min(socket.control().maxMessageSize(), Integer.MAX_VALUE - 8L);
            if ((long) buffer.size() + length > limit) {
                throw new MessageTooBigException(limit);
            }
            buffer.write(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            throwIfClosed();
            sendCollected();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                sendCollected();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sendCollected() throws IOException {
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

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The output stream was closed; nothing more can be sent on it.");
        }
    }
}
