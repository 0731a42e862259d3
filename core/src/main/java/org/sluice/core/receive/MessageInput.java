package org.sluice.core.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of one message of a pipe. */
public final class MessageInput extends InputStream {

    private final BoundedPipe pipe;
    private boolean ended;

    private MessageInput(BoundedPipe pipe) {
        this.pipe = pipe;
    }

    /**
     * Goes to the next message of a pipe.
     *
     * @param pipe what is read
     * @param previous the message before, whose rest is passed over, if any
     * @return the next message, or empty after a clean end
     * @throws IOException if the connection was lost, the time is over or the thread was interrupted
     */
    public static Optional<MessageInput> next(BoundedPipe pipe, @Nullable MessageInput previous) throws IOException {
        if (previous != null) {
            previous.passRest();
        }
        return pipe.awaitMessage() ? Optional.of(new MessageInput(pipe)) : Optional.empty();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        int read = pipe.readInMessage(ByteBuffer.wrap(into, offset, length));
        ended = read < 0;
        return read;
    }

    @Override
    public int available() {
        return ended ? 0 : pipe.availableInMessage();
    }

    /** Passes over the rest of the message, waiting for it at most the receive timeout without a byte. */
    @Override
    public void close() throws IOException {
        passRest();
    }

    private void passRest() throws IOException {
        if (!ended) {
            pipe.skipMessage();
            ended = true;
        }
    }
}
