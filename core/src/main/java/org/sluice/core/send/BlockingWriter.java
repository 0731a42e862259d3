package org.sluice.core.send;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.core.port.FrameSink;

/**
 * Calls a sink that blocks, in a task on an executor while there is something to write. Never on the calling thread, because containers
 * swallow interrupts in a blocking send and never end one to a stalled peer.
 */
final class BlockingWriter implements LaneWriter {

    private final FrameSink sink;
    private final Executor executor;
    private final Source source;
    /** How often it was woken since it last found nothing; the one that makes it 1 starts the task. */
    private final AtomicInteger woken = new AtomicInteger();

    BlockingWriter(FrameSink sink, Executor executor, Source source) {
        this.sink = sink;
        this.executor = executor;
        this.source = source;
    }

    @Override
    public void wake() {
        if (woken.getAndIncrement() > 0) {
            return;
        }
        boolean started = false;
        try {
            executor.execute(this::writeAll);
            started = true;
        } finally {
            if (!started) {
                // No thread was to be had; the next unit tries again for this one too.
                woken.set(0);
            }
        }
    }

    @Override
    public void wakeForOthers() {
        wake();
    }

    /** No thread that hands in ever writes. */
    @Override
    public boolean enter() {
        return false;
    }

    @Override
    public void write(Outgoing unit) {
        throw new IllegalStateException("never entered");
    }

    /** Nothing is ever left to a sender. */
    @Override
    public void goOn() {}

    /** The unit at hand, if there is one, is with the sink, which tells how it ends. */
    @Override
    public void fail(IOException cause) {}

    private void writeAll() {
        int seen = woken.get();
        do {
            for (Outgoing unit = source.next(); unit != null; unit = source.next()) {
                send(unit);
            }
            seen = woken.addAndGet(-seen);
        } while (seen != 0);
    }

    private void send(Outgoing unit) {
        try {
            boolean finished;
            do {
                finished = unit.writeNext(sink);
            } while (!finished);
            source.taken(unit);
            unit.done().complete(null);
        } catch (IOException e) {
            failed(unit, e);
        } catch (RuntimeException e) {
            failed(unit, SendFailures.notTaken(e));
        } catch (Error e) {
            // Such as a container's missing class. This thread ends, and nobody else would notice.
            failed(unit, SendFailures.notTaken(e));
            woken.set(0);
            throw e;
        }
    }

    private void failed(Outgoing unit, IOException failure) {
        unit.done().completeExceptionally(source.failed(failure));
    }
}
