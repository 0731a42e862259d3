package org.sluice.core.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;

/** The bytes of a pipe over the ends of messages. */
public final class PipeInput extends InputStream {

    private final BoundedPipe pipe;

    /**
     * Makes a stream.
     *
     * @param pipe what is read
     */
    public PipeInput(BoundedPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return length == 0 ? 0 : pipe.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public int available() {
        return pipe.available();
    }

    @Override
    public void close() {
        pipe.abandon(new WebSocketException(
                "The input stream was closed by this end; nothing more can be received on it.",
                WebErrorStatus.OPERATION_CANCELED,
                Phase.TRANSFER));
    }
}
