package org.sluice.core.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/** An output stream as a channel, whose buffers are copied as they are into what is sent. */
public final class OutputChannel implements WritableByteChannel {

    private final FlushingOutput stream;
    private volatile boolean closed;

    /**
     * Makes a channel.
     *
     * @param stream where all of it goes
     */
    public OutputChannel(FlushingOutput stream) {
        this.stream = stream;
    }

    /** Takes all of the buffer, which is left as it was where that fails. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int count = from.remaining();
        stream.write(from.duplicate());
        from.position(from.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            stream.close();
        }
    }
}
