package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.Opcode;

/**
 * What the session of an endpoint writes to: takes Tyrus's frames apart, and sends them as the wire's own. Data of a session whose socket
 * is attached to the wire is refused, since the two would mix. Safe for all threads.
 */
final class TyrusWriter extends Writer {

    private final Wire wire;
    private final Executor threads;
    private final Deque<Write> waiting = new ArrayDeque<>(1);
    private boolean writing;
    /** Guarded by waiting: why nothing more is taken. */
    private @Nullable IOException ended;

    /** Handed over to the last byte, and not yet to the system. */
    private final Queue<Write> flying = new ConcurrentLinkedQueue<>();

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
        synchronized (waiting) {
            end = ended;
            if (end == null) {
                waiting.addLast(new Write(frame, buffer, handler));
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

    private void control(Write write) {
        flying.add(write);
        try {
            wire.control(write.frame.opcode(), write.frame.payload());
            wire.flush(() -> landed(write));
        } catch (IOException e) {
            if (flying.remove(write)) {
                failed(write.handler, e);
            }
        }
    }

    /** A close frame went before this or is on its way, or else the engine gives the connection up. */
    @Override
    public void close() {
        synchronized (waiting) {
            if (waiting.stream().anyMatch(write -> write.frame.opcode() == Opcode.CLOSE)) {
                return;
            }
        }
        wire.closedByEngine();
    }

    private void writeAll() {
        while (wire.ready(() -> threads.execute(this::writeAll))) {
            Write first;
            synchronized (waiting) {
                first = waiting.peekFirst();
                writing = first != null;
            }
            if (first == null) {
                return;
            }
            write(first);
        }
    }

    /** Writes one frame of it. */
    private void write(Write write) {
        boolean flies = false;
        try {
            if (!write.frame.sendPart(wire)) {
                wire.flush(() -> {});
            } else if (leaves(write)) {
                flying.add(write);
                flies = true;
                wire.flush(() -> landed(write));
            }
        } catch (IOException e) {
            // The end of the connection may have failed it already.
            if (flies ? flying.remove(write) : leaves(write)) {
                failed(write.handler, e);
            }
        }
    }

    /** Takes it out of those that wait; false where the end of the connection has done so. */
    @SuppressWarnings("ReferenceEquality") // Two writes may be alike; this very one is meant.
    private boolean leaves(Write write) {
        synchronized (waiting) {
            boolean first = waiting.peekFirst() == write;
            if (first) {
                waiting.removeFirst();
            }
            return first;
        }
    }

    private void landed(Write write) {
        if (flying.remove(write)) {
            completed(write.handler, write.buffer);
        }
    }

    /** The connection is gone: whoever waits for a write fails; the engine's senders would wait for ever. */
    void fail(IOException cause) {
        for (Write write = flying.poll(); write != null; write = flying.poll()) {
            failed(write.handler, cause);
        }
        List<Write> left;
        synchronized (waiting) {
            ended = cause;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(write -> failed(write.handler, cause));
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
