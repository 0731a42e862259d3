package org.sluice.core.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.flow.Source;
import org.sluice.core.receive.BoundedPipe;

/** The received bytes of a stream socket as something to publish. What nobody takes stays in the pipe. */
final class PipeSource implements Source<ByteBuffer> {

    private final BoundedPipe pipe;
    private final int largestPart;

    PipeSource(BoundedPipe pipe, int largestPart) {
        this.pipe = pipe;
        this.largestPart = largestPart;
    }

    @Override
    public void onChange(Runnable change) {
        pipe.onChange(change);
    }

    @Override
    public @Nullable ByteBuffer poll() {
        return pipe.poll(largestPart);
    }

    @Override
    public boolean isOver() throws IOException {
        return pipe.isOver();
    }

    /** The input stream may still take the rest. */
    @Override
    public void cancel() {
        pipe.onChange(() -> {});
    }
}
