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
        try {
            wire.control(write.frame.opcode(), write.frame.payload());
            fly(write);
        } catch (IOException e) {
            failed(write.handler, e);
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
        boolean left = false;
        try {
            if (!write.frame.sendPart(wire)) {
                wire.flush(() -> {});
                return;
            }
            left = leaves(write);
            if (left) {
                fly(write);
            }
        } catch (IOException e) {
            // The end of the connection may have failed it already.
            if (left || leaves(write)) {
                failed(write.handler, e);
            }
        }
    }

    /** Takes it out of those that wait; false where the end of the connection has done so. */
    private synchronized boolean leaves(Write write) {
        if (waiting == null || waiting.peekFirst() != write) {
            return false;
        }
        waiting.removeFirst();
        return true;
    }

    /** What the system takes at once is sent, though the end of the connection may come before that is told. */
    private void fly(Write write) throws IOException {
        wire.flush(() -> landed(write));
        IOException end = flies(write);
        if (end != null) {
            failed(write.handler, end);
        }
    }

    /** Returns what it fails with, where the end of the connection came before it landed. */
    private synchronized @Nullable IOException flies(Write write) {
        if (write.settled) {
            return null;
        }
        if (ended == null) {
            flying = with(write, flying);
        } else {
            write.settled = true;
        }
        return ended;
    }

    private void landed(Write write) {
        if (lands(write)) {
            completed(write.handler, write.buffer);
        }
    }

    /** False where the end of the connection has failed it. */
    private synchronized boolean lands(Write write) {
        boolean first = !write.settled;
        write.settled = true;
        if (flying != null) {
            flying.remove(write);
        }
        return first;
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
        left.forEach(write -> write.settled = true);
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

    private static final class Write {

        private final TyrusFrame frame;
        private final ByteBuffer buffer;
        private final @Nullable CompletionHandler<ByteBuffer> handler;
        /** Whether its end is known; guarded by the writer. */
        private boolean settled;

        Write(TyrusFrame frame, ByteBuffer buffer, @Nullable CompletionHandler<ByteBuffer> handler) {
            this.frame = frame;
            this.buffer = buffer;
            this.handler = handler;
        }
    }
}
