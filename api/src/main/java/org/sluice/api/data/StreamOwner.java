package org.sluice.api.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a stream, and whether an operation is under way on it; leaves the operations to the reader or writer above.
 *
 * <pre>
 *   OPEN ── detach ──► DETACHED   the stream is the caller's again
 *     └──── close ───► CLOSED     the stream is closed
 * </pre>
 *
 * <p>One operation at a time: {@link #enter} by a second thread fails while the first is between enter and
 * {@link #leave}. Only {@link #close} may come from any thread at any time, since closing the stream is what ends an
 * operation that waits.
 *
 * @param <S> the type of stream
 */
final class StreamOwner<S extends Closeable> {

    private enum State {
        OPEN,
        DETACHED,
        CLOSED
    }

    private final String user;
    private final @Nullable S stream;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicBoolean inUse = new AtomicBoolean();

    /** {@code user} is the class to name in errors. */
    StreamOwner(String user, @Nullable S stream) {
        this.user = user;
        this.stream = stream;
    }

    void enter() {
        checkOpen();
        if (!inUse.compareAndSet(false, true)) {
            throw new IllegalStateException("Another operation on this " + user
                    + " is under way; use it from one thread at a time, each after the other");
        }
    }

    void leave() {
        inUse.set(false);
    }

    /** Call between enter and leave. */
    S stream() {
        if (stream == null) {
            throw new IllegalStateException("This " + user + " has no stream; make it with one");
        }
        return stream;
    }

    boolean hasStream() {
        return stream != null;
    }

    /** Call between enter and leave. */
    S detach() {
        S detached = stream();
        if (!state.compareAndSet(State.OPEN, State.DETACHED)) {
            checkOpen();
        }
        return detached;
    }

    void close() throws IOException {
        if (state.compareAndSet(State.OPEN, State.CLOSED) && stream != null) {
            stream.close();
        }
    }

    private void checkOpen() {
        State now = state.get();
        if (now == State.DETACHED) {
            throw new IllegalStateException(
                    "The stream of this " + user + " was detached; make a new " + user + " to go on");
        }
        if (now == State.CLOSED) {
            throw new IllegalStateException(
                    "This " + user + " is closed, and its stream with it; detach the stream first to keep it");
        }
    }
}
