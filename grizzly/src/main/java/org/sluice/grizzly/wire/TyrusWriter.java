package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /** Handed over to the last byte, and not yet to the system. */
    private final Queue<Write> flying = new ConcurrentLinkedQueue<>();

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
        synchronized (waiting) {
            waiting.addLast(new Write(frame, buffer, handler));
            if (writing) {
                return;
            }
            writing = true;
        }
        writeAll();
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
            if (write(first)) {
                synchronized (waiting) {
                    waiting.removeFirst();
                }
            }
        }
    }

    /** Writes one frame of it; true if it is done with. */
    private boolean write(Write write) {
        boolean handedOver = false;
        try {
            boolean last = write.frame.sendPart(wire);
            if (last) {
                handedOver = true;
                flying.add(write);
            }
            wire.flush(last ? () -> landed(write) : () -> {});
            return last;
        } catch (IOException e) {
            // The end of the connection may have failed it already.
            if (!handedOver || flying.remove(write)) {
                failed(write.handler, e);
            }
            return true;
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
