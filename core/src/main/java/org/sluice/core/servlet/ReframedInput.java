package org.sluice.core.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.core.frame.Reframer;

/**
 * What a client sends, with its frames rewritten by a {@link Reframer}, for a listener that reads what is there and waits for the next
 * call. The container orders the calls.
 */
final class ReframedInput extends ServletInputStream {

    private static final int LEAST_READ = 1024;
    private static final int LARGEST_READ = 64 * 1024;

    private final ServletInputStream outer;
    private final Reframer reframer = new Reframer();
    private ByteBuffer frames = ByteBuffer.allocate(0);

    ReframedInput(ServletInputStream outer) {
        this.outer = outer;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        outer.setReadListener(new Reader(listener));
    }

    @Override
    public boolean isFinished() {
        return !frames.hasRemaining() && outer.isFinished();
    }

    /** More comes by the next call of the listener. */
    @Override
    public boolean isReady() {
        return frames.hasRemaining();
    }

    @Override
    public int available() {
        return frames.remaining();
    }

    @Override
    public int read() throws IOException {
        if (!frames.hasRemaining()) {
            throw nothingThere();
        }
        return frames.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length > 0 && !frames.hasRemaining()) {
            throw nothingThere();
        }
        int some = Math.min(length, frames.remaining());
        frames.get(into, offset, some);
        return some;
    }

    /** As the servlet specification has it for a stream with a listener. */
    private static IllegalStateException nothingThere() {
        return new IllegalStateException("Read only while isReady() is true");
    }

    @Override
    public void close() throws IOException {
        outer.close();
    }

    private final class Reader implements ReadListener {

        private final ReadListener listener;

        Reader(ReadListener listener) {
            this.listener = listener;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (outer.isReady()) {
                byte[] bytes = new byte[Math.min(LARGEST_READ, Math.max(LEAST_READ, outer.available()))];
                int count = outer.read(bytes);
                if (count < 0) {
                    // The container tells the end itself.
                    return;
                }
                frames = reframer.rewrite(ByteBuffer.wrap(bytes, 0, count));
                while (frames.hasRemaining()) {
                    int before = frames.remaining();
                    listener.onDataAvailable();
                    if (frames.remaining() == before) {
                        // A listener that has had enough; nothing is kept for it.
                        return;
                    }
                }
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            listener.onAllDataRead();
        }

        @Override
        public void onError(Throwable failure) {
            listener.onError(failure);
        }
    }
}
