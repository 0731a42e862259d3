package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An output stream without end, whose every flush ends a message; what a message is made of is left to the subclass. Each call is
 * whole: those of several threads do not mix. Closing it flushes and forbids further writing.
 */
public abstract class FlushedOutput extends OutputStream {

    /** Not a monitor: it is held over waits, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean closed;

    /** Makes a stream. */
    protected FlushedOutput() {}

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
        lock.lock();
        try {
            throwIfClosed();
            append(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the message with what there is. Nothing is sent where nothing was written since the last flush. */
    @Override
    public final void flush() throws IOException {
        lock.lock();
        try {
            throwIfClosed();
            endMessage();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final void close() throws IOException {
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

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The output stream was closed; nothing more can be sent on it.");
        }
    }
}
