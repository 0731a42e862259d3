package org.sluice.core.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The output stream of a stream socket: its messages leave in parts while they are written. Where the first part cannot leave, the message is
 * lost: all calls say so up to the flush that was to end it, and with the next write another begins.
 */
public final class FlushingOutput extends FlushedOutput {

    private final Supplier<MessageOutput> messages;
    private @Nullable MessageOutput current;

    /**
     * Makes a stream.
     *
     * @param messages begins a message
     * @param timeout for the wait of one thread for the call of another
     */
    public FlushingOutput(Supplier<MessageOutput> messages, Supplier<Duration> timeout) {
        super(timeout);
        this.messages = messages;
    }

    @Override
    protected void append(byte[] bytes, int offset, int length) throws IOException {
        message().write(bytes, offset, length);
    }

    /** Writes what is in a buffer, as the bytes of an array; consumed where it is taken. */
    void write(ByteBuffer bytes) throws IOException {
        enter();
        try {
            message().write(bytes);
        } finally {
            leave();
        }
    }

    private MessageOutput message() throws IOException {
        MessageOutput message = current;
        if (message == null) {
            message = messages.get();
            current = message;
        }
        message.throwIfLost();
        return message;
    }

    @Override
    protected void endMessage() throws IOException {
        MessageOutput message = current;
        current = null;
        if (message == null) {
            return;
        }
        message.throwIfLost();
        if (message.hasUnsent() || message.hasBegun()) {
            message.close();
        }
    }
}
