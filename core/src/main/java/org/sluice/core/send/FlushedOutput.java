package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.sluice.core.common.OneCaller;

/**
 * An output stream without end, whose every flush ends a message; what a message is made of is left to the subclass. Each call is
 * whole: those of several threads do not mix. Closing it flushes and forbids further writing.
 */
public abstract class FlushedOutput extends OutputStream {

    private final OneCaller callers = new OneCaller(SendFailures::timeout, SendFailures::interrupted);
    private final Supplier<Duration> timeout;

    private boolean closed;

    /**
     * Makes a stream.
     *
     * @param timeout for the wait of one thread for the call of another
     */
    protected FlushedOutput(Supplier<Duration> timeout) {
        this.timeout = timeout;
    }

    /**
     * Takes bytes of the message; called by one thread at a time.
     *
     * @param bytes where they are
     * @param offset of the first one, checked
     * @param length how many, checked
     * @throws IOException if they cannot be taken
     */
    protected abstract void append(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Ends the message, if anything was written since the last end; called by one thread at a time.
     *
     * @throws IOException if it cannot be sent
     */
    protected abstract void endMessage() throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        enter();
        try {
            append(bytes, offset, length);
        } finally {
            leave();
        }
    }

    /** Begins a call, which ends with {@link #leave} unless this throws. */
    final void enter() throws IOException {
        callers.enter(timeout);
        if (closed) {
            callers.leave();
            throw SendFailures.streamClosed(
                    "The output stream was closed by this end; nothing more can be sent on it.");
        }
    }

    final void leave() {
        callers.leave();
    }

    /** Ends the message with what there is. Nothing is sent where nothing was written since the last flush. */
    @Override
    public final void flush() throws IOException {
        enter();
        try {
            endMessage();
        } finally {
            leave();
        }
    }

    @Override
    public final void close() throws IOException {
        callers.enter(timeout);
        try {
            if (!closed) {
                closed = true;
                endMessage();
            }
        } finally {
            callers.leave();
        }
    }
}
