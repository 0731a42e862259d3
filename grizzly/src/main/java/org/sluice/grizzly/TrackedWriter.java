package org.sluice.grizzly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Passes frames to the engine's writer and remembers which are not out yet, so that every write ends when the connection
 * does: the engine's own queue forgets what it holds, and a blocked sender would wait for ever. How the connection is closed
 * is left to {@link Finish}.
 */
final class TrackedWriter extends Writer {

    /** What is done when the engine closes, and each time that nothing is left to write afterwards. */
    interface Finish {
        /** The engine wrote its last frame; called once or more, by any thread. */
        void closing() throws IOException;

        /** The last frame is out; called by the thread that wrote it, only after {@link #closing}. */
        void flushed();
    }

    private final Writer engine;
    private final Finish finish;
    private final Set<Write> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private volatile @Nullable IOException end;

    TrackedWriter(Writer engine, Finish finish) {
        this.engine = engine;
        this.finish = finish;
    }

    @Override
    public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
        Write write = new Write(handler);
        pending.add(write);
        engine.write(buffer, write);
        // The connection may have ended between the check in the engine's writer and the queue behind it.
        IOException why = end;
        if (why != null) {
            write.failed(why);
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        finish.closing();
        if (pending.isEmpty()) {
            finish.flushed();
        }
    }

    /** The connection is gone: fails whatever is still waiting. Harmless when repeated. */
    void ended(IOException why) {
        end = why;
        for (Write write : List.copyOf(pending)) {
            write.failed(why);
        }
    }

    private final class Write extends CompletionHandler<ByteBuffer> {

        private final @Nullable CompletionHandler<ByteBuffer> handler;

        private Write(@Nullable CompletionHandler<ByteBuffer> handler) {
            this.handler = handler;
        }

        @Override
        public void completed(ByteBuffer result) {
            if (first() && handler != null) {
                handler.completed(result);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (first() && handler != null) {
                handler.failed(cause);
            }
        }

        @Override
        public void cancelled() {
            if (first() && handler != null) {
                handler.cancelled();
            }
        }

        private boolean first() {
            boolean removed = pending.remove(this);
            if (removed && closing && pending.isEmpty()) {
                finish.flushed();
            }
            return removed;
        }
    }
}
