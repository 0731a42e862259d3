package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.Opcode;

/**
 * What the session of an endpoint writes to: takes Tyrus's frames apart, and sends them as the wire's own. Data of a session whose socket
 * is attached to the wire is refused, since the two would mix. Safe for all threads.
 *
 * <p>Lock: {@code this} guards what waits and what flies; nothing is called while it is held.
 */
final class TyrusWriter extends Writer {

    private final Wire wire;
    private final Executor threads;

    // Made for the first one of each: the session of a socket has at most the close frame to write.

    private @Nullable Deque<Write> waiting;
    /** Handed over to the last byte, and not yet to the system. */
    private @Nullable Deque<Write> flying;

    private boolean writing;
    /** Why nothing more is taken. */
    private @Nullable IOException ended;

    /** The threads go on with writes that had to wait; not those of handlers, which may all be waiting for such a write. */
    TyrusWriter(Wire wire, Executor threads) {
        this.wire = wire;
        this.threads = threads;
    }

    @Override
    public void write(ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
        TyrusFrame frame;
        try {
            frame = TyrusFrame.of(buffer);
            if (frame.opcode() == Opcode.CLOSE) {
                // It waits for what is queued, which a peer that does not read would hold back for ever.
                wire.endInTime();
            } else if (frame.opcode().isControl()) {
                control(new Write(frame, buffer, handler));
                return;
            } else if (wire.isAttached()) {
                throw new IOException("The socket has this connection; send on it and not on the session");
            }
        } catch (IOException e) {
            failed(handler, e);
            return;
        }
        IOException end;
        synchronized (this) {
            end = ended;
            if (end == null) {
                waiting = with(new Write(frame, buffer, handler), waiting);
                if (writing) {
                    return;
                }
                writing = true;
            }
        }
        if (end == null) {
            writeAll();
        } else {
            failed(handler, end);
        }
    }

    private static Deque<Write> with(Write last, @Nullable Deque<Write> others) {
        Deque<Write> all = others == null ? new ArrayDeque<>(1) : others;
        all.addLast(last);
        return all;
    }

    private void control(Write write) {
        flies(write);
        try {
            wire.control(write.frame.opcode(), write.frame.payload());
            wire.flush(() -> landed(write));
        } catch (IOException e) {
            if (lands(write)) {
                failed(write.handler, e);
            }
        }
    }

    /** A close frame went before this or is on its way, or else the engine gives the connection up. */
    @Override
    public void close() {
        if (!closeWaits()) {
            wire.closedByEngine();
        }
    }

    private synchronized boolean closeWaits() {
        return waiting != null && waiting.stream().anyMatch(write -> write.frame.opcode() == Opcode.CLOSE);
    }

    private void writeAll() {
        while (wire.ready(() -> threads.execute(this::writeAll))) {
            Write first = next();
            if (first == null) {
                return;
            }
            write(first);
        }
    }

    private synchronized @Nullable Write next() {
        Write first = waiting == null ? null : waiting.peekFirst();
        writing = first != null;
        return first;
    }

    /** Writes one frame of it. */
    private void write(Write write) {
        boolean flies = false;
        try {
            if (!write.frame.sendPart(wire)) {
                wire.flush(() -> {});
            } else if (leaves(write)) {
                flies(write);
                flies = true;
                wire.flush(() -> landed(write));
            }
        } catch (IOException e) {
            // The end of the connection may have failed it already.
            if (flies ? lands(write) : leaves(write)) {
                failed(write.handler, e);
            }
        }
    }

    /** Takes it out of those that wait; false where the end of the connection has done so. */
    @SuppressWarnings("ReferenceEquality") // Two writes may be alike; this very one is meant.
    private synchronized boolean leaves(Write write) {
        if (waiting == null || waiting.peekFirst() != write) {
            return false;
        }
        waiting.removeFirst();
        return true;
    }

    private synchronized void flies(Write write) {
        flying = with(write, flying);
    }

    /** Takes it out of those that fly; false where the end of the connection has done so. */
    private synchronized boolean lands(Write write) {
        return flying != null && flying.remove(write);
    }

    private void landed(Write write) {
        if (lands(write)) {
            completed(write.handler, write.buffer);
        }
    }

    /** The connection is gone: whoever waits for a write fails; the engine's senders would wait for ever. */
    void fail(IOException cause) {
        end(cause).forEach(write -> failed(write.handler, cause));
    }

    /** Returns what was not written. */
    private synchronized List<Write> end(IOException cause) {
        ended = cause;
        List<Write> left = new ArrayList<>(flying == null ? List.of() : flying);
        left.addAll(waiting == null ? List.of() : waiting);
        flying = null;
        waiting = null;
        return left;
    }

    private static void completed(@Nullable CompletionHandler<ByteBuffer> handler, ByteBuffer buffer) {
        if (handler != null) {
            handler.completed(buffer);
        }
    }

    private static void failed(@Nullable CompletionHandler<ByteBuffer> handler, Throwable cause) {
        if (handler != null) {
            handler.failed(cause);
        }
    }

    private record Write(
            TyrusFrame frame, ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {}
}
