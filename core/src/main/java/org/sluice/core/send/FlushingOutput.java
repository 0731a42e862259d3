package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An output stream without end, whose every flush ends a message. Each call is whole: those of several threads do not mix. */
public final class FlushingOutput extends OutputStream {

    private final Supplier<MessageOutput> messages;
    /** Not a monitor: it is held over waits, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable MessageOutput current;
    private boolean closed;

    /**
     * Makes a stream.
     *
     * @param messages begins a message
     */
    public FlushingOutput(Supplier<MessageOutput> messages) {
        this.messages = messages;
    }

    @Override
    public void write(int b) throws IOException {
        lock.lock();
        try {
            open().write(b);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            open().write(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the message with what there is. Nothing is sent where nothing was written since the last flush. */
    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            throwIfClosed();
            endMessage();
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
                endMessage();
            }
        } finally {
            lock.unlock();
        }
    }

    private void endMessage() throws IOException {
        MessageOutput message = current;
        current = null;
        if (message != null && (message.hasUnsent() || message.hasBegun())) {
            message.close();
        }
    }

    private MessageOutput open() throws IOException {
        throwIfClosed();
        MessageOutput message = current;
        if (message == null) {
            message = messages.get();
            current = message;
        }
        return message;
    }

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The output stream was closed; nothing more can be sent on it.");
        }
    }
}
