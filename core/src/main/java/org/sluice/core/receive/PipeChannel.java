package org.sluice.core.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a pipe over the ends of messages as a channel; into a buffer outside the heap they are received where the port can. */
public final class PipeChannel implements ReadableByteChannel {

    private final BoundedPipe pipe;
    private final PipeInput stream;
    private volatile boolean closed;

    /**
     * Makes a channel.
     *
     * @param pipe what is read
     */
    public PipeChannel(BoundedPipe pipe) {
        this.pipe = pipe;
        this.stream = new PipeInput(pipe);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("The buffer is read-only; read into one that can be written.");
        }
        return into.hasRemaining() ? pipe.read(into) : 0;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stream.close();
        }
    }
}
