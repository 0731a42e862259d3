package org.sluice.grizzly.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of two lines that end at each other, each with a bounded buffer between them that moves a chosen number of bytes at a time. Events
 * are tasks of one executor, as on a selector.
 */
final class PipedLine implements Line {

    private final Executor selector;
    private final Pipe in;
    private final Pipe out;
    private Line.@Nullable Events events;
    private boolean reading;
    private boolean writing;
    final AtomicInteger told = new AtomicInteger();
    volatile boolean terminated;

    /** Bytes on their way in one direction. */
    private static final class Pipe {
        private final ByteBuffer bytes;
        private final int step;
        private boolean over;

        Pipe(int capacity, int step) {
            bytes = ByteBuffer.allocate(capacity);
            this.step = step;
        }

        synchronized int read(ByteBuffer into) {
            bytes.flip();
            int count = Math.min(step, Math.min(bytes.remaining(), into.remaining()));
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            bytes.compact();
            return count == 0 && over && bytes.position() == 0 ? -1 : count;
        }

        synchronized void write(ByteBuffer from) {
            int count = Math.min(step, Math.min(bytes.remaining(), from.remaining()));
            bytes.put(from.slice(from.position(), count));
            from.position(from.position() + count);
        }

        synchronized boolean isReadable() {
            return over || bytes.position() > 0;
        }

        synchronized boolean isWritable() {
            return bytes.hasRemaining();
        }

        synchronized void end() {
            over = true;
        }
    }

    private @Nullable PipedLine peer;

    private PipedLine(Executor selector, Pipe in, Pipe out) {
        this.selector = selector;
        this.in = in;
        this.out = out;
    }

    /** Two ends; at most {@code step} bytes move at each call. */
    static PipedLine[] pair(Executor selector, int capacity, int step) {
        Pipe one = new Pipe(capacity, step);
        Pipe other = new Pipe(capacity, step);
        PipedLine[] pair = {new PipedLine(selector, one, other), new PipedLine(selector, other, one)};
        pair[0].peer = pair[1];
        pair[1].peer = pair[0];
        return pair;
    }

    synchronized void handTo(Line.Events to) {
        events = to;
    }

    private void look() {
        selector.execute(this::tell);
    }

    private void tell() {
        Line.Events to;
        boolean read;
        boolean write;
        synchronized (this) {
            to = events;
            read = reading && in.isReadable();
            write = writing && out.isWritable();
        }
        if (to == null || terminated) {
            return;
        }
        if (read) {
            told.incrementAndGet();
            to.readable();
        }
        if (write) {
            told.incrementAndGet();
            to.writable();
        }
        synchronized (this) {
            read = reading && in.isReadable();
            write = writing && out.isWritable();
        }
        if ((read || write) && !terminated) {
            look();
        }
    }

    private void lookThere() {
        PipedLine there = peer;
        if (there != null) {
            there.look();
        }
    }

    @Override
    public boolean prefersArrays() {
        return false;
    }

    @Override
    public int read(ByteBuffer into) {
        int count = in.read(into);
        lookThere();
        return count;
    }

    @Override
    public boolean mayHaveMore() {
        return in.isReadable();
    }

    @Override
    public boolean write(ByteBuffer from) {
        out.write(from);
        lookThere();
        return !from.hasRemaining();
    }

    @Override
    public void reading(boolean on) {
        synchronized (this) {
            reading = on;
        }
        look();
    }

    @Override
    public void writing(boolean on) {
        synchronized (this) {
            writing = on;
        }
        look();
    }

    /** Nobody can wait here: only the selector is told. */
    @Override
    public boolean await(long nanos) {
        return false;
    }

    @Override
    public void stopAwaiting() {}

    @Override
    public void doneAwaiting() {}

    @Override
    public void onSelector(Runnable task) {
        selector.execute(task);
    }

    @Override
    public void shutdownOutput() {
        out.end();
        lookThere();
    }

    @Override
    public void terminate() {
        if (!terminated) {
            terminated = true;
            out.end();
            in.end();
            lookThere();
            Line.Events to;
            synchronized (this) {
                to = events;
            }
            if (to != null) {
                selector.execute(to::gone);
            }
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("there", 2);
    }
}
