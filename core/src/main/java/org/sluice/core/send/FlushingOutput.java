package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An output stream without end, whose every flush ends a message. Each call is whole: those of several threads do not mix. */
public final class FlushingOutput extends OutputStream {

    private final Supplier<MessageOutput> messages;
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
    public synchronized void write(int b) throws IOException {
        open().write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        open().write(bytes, offset, length);
    }

    /** Ends the message with what there is. Nothing is sent where nothing was written since the last flush. */
    @Override
    public synchronized void flush() throws IOException {
        throwIfClosed();
        endMessage();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            endMessage();
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
