package org.sluice.core.send;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Cork;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/**
 * Calls a sink that does not block, on the thread that hands in, so that no other has to wake up first. What other threads hand in
 * meanwhile goes along: their units share a call to the system. While the sink has enough nobody waits for it; it says when to go on. Then a
 * sender that waits for room writes, if there is one: to write for it and wake it for each unit would keep two threads busy.
 */
final class PromptWriter implements LaneWriter, Runnable {

    private static final Logger LOG = System.getLogger("org.sluice");

    /** Bytes after which what was handed in is flushed; less than a sink refuses to take for. */
    private static final long FLUSHED_AT = 16 * 1024;
    /** What a frame costs beside its payload, about. */
    private static final int HEADER = 8;
    /** What a control frame counts for, since units do not tell: its largest payload. */
    private static final int CONTROL = 125;
    /** Units that a thread writes for others before it gets back to its own work. */
    private static final int FAVOURS = 16;

    private static final AtomicIntegerFieldUpdater<PromptWriter> WOKEN =
            AtomicIntegerFieldUpdater.newUpdater(PromptWriter.class, "woken");

    private final PromptSink sink;
    private final Executor executor;
    private final Source source;
    /** How often it was woken since it last found nothing; the one that makes it 1 writes. */
    private volatile int woken;
    /** Taken by the sink, and not yet by the system. Made for the first one, by the one that writes. */
    private volatile @Nullable Queue<Batch> flying;
    /** Why the lane has ended; set before what flies is failed, and read after a batch flies, so that none slips through. */
    private volatile @Nullable IOException ended;

    // Touched by the one that writes.
    private @Nullable Outgoing current;
    /**
     * What was left unflushed; null while somebody writes, who has it. To keep it here for each unit would cost more than it looks: a
     * collector follows each reference that an old object gets to a young one.
     */
    private @Nullable Batch held;
    /** How many were flushed together before, so that the next list need not grow. */
    private int expected = 1;

    PromptWriter(PromptSink sink, Executor executor, Source source) {
        this.sink = sink;
        this.executor = executor;
        this.source = source;
    }

    @Override
    public void wake() {
        if (WOKEN.getAndIncrement(this) == 0) {
            write(false, null);
        }
    }

    @Override
    public void wakeForOthers() {
        if (WOKEN.getAndIncrement(this) == 0) {
            writeForOthers();
        }
    }

    @Override
    public boolean enter() {
        return sink.hasRoom() && WOKEN.compareAndSet(this, 0, 1);
    }

    @Override
    public void write(Outgoing unit) {
        write(false, unit);
    }

    @Override
    public void goOn() {
        write(false, null);
    }

    private void writeForOthers() {
        write(true, null);
    }

    /** Flushes what was held back. */
    @Override
    public void run() {
        wake();
    }

    @Override
    public void fail(IOException cause) {
        ended = cause;
        failFlying(cause);
    }

    /** How many batches the sink has and the system has not. */
    int flying() {
        Queue<Batch> all = flying;
        return all == null ? 0 : all.size();
    }

    private void failFlying(IOException cause) {
        Queue<Batch> all = flying;
        for (Batch batch = poll(all); batch != null; batch = poll(all)) {
            batch.fail(cause);
        }
    }

    private static @Nullable Batch poll(@Nullable Queue<Batch> from) {
        return from == null ? null : from.poll();
    }

    private void goOnElsewhere(Batch batch) {
        keep(batch);
        try {
            executor.execute(this::writeForOthers);
        } catch (RejectedExecutionException e) {
            // Waiting for the next unit, as with a sink that blocks, would leave those that wait for room without an
            // end.
            held = null;
            Batch unused = failed(null, batch, SendFailures.notTaken(e));
        }
    }

    /** The first one, if there is one, is of one frame, and comes when nothing else has begun. */
    private void write(boolean forOthers, @Nullable Outgoing first) {
        int seen = woken;
        Batch batch = held == null ? new Batch() : held;
        held = null;
        if (first != null) {
            batch = write(first, batch, batch.isEmpty() && !Cork.holds(this));
        }
        for (int units = 0; units < FAVOURS; units++) {
            if (batch.bytes >= FLUSHED_AT) {
                batch = flush(batch);
            }
            if (!sink.hasRoom()) {
                // What waits is flushed first, so that its time is seen to; then it is another thread's to go on.
                batch = flush(batch);
                if (!sink.ready(this::writeForOthers)) {
                    return;
                }
            }
            if (forOthers && handOver(batch)) {
                return;
            }
            Outgoing unit = next();
            if (unit != null) {
                batch = write(unit, batch, false);
                continue;
            }
            if (batch.isEmpty() || !Cork.holds(this)) {
                batch = flush(batch);
            } else {
                held = batch;
            }
            seen = WOKEN.addAndGet(this, -seen);
            if (seen == 0) {
                return;
            }
            held = null;
        }
        goOnElsewhere(batch);
    }

    /** For who writes next. */
    private void keep(Batch batch) {
        held = batch.isEmpty() ? null : batch;
    }

    private boolean handOver(Batch batch) {
        keep(batch);
        if (source.handOver()) {
            return true;
        }
        held = null;
        return false;
    }

    private @Nullable Outgoing next() {
        Outgoing begun = current;
        if (begun == null) {
            return source.next();
        }
        Outgoing control = source.nextControl();
        return control != null ? control : begun;
    }

    /** Returns what is unflushed then. One that is alone, so that nothing is held back for or with it, may be flushed with the same call. */
    private Batch write(Outgoing unit, Batch batch, boolean alone) {
        try {
            SharedFrame only = alone ? unit.onlyShared(sink) : null;
            if (only != null && sink.sharedAtOnce(only)) {
                unit.accepted();
                source.taken(unit);
                unit.done().complete(null);
                return batch;
            }
            boolean finished = only != null || unit.writeNext(sink);
            batch.bytes += HEADER + (unit.isData() ? Math.min(unit.size(), Outgoing.MAX_FRAME) : CONTROL);
            if (!finished) {
                current = unit;
                return batch;
            }
            if (unit == current) {
                current = null;
            }
            unit.copied();
            unit.accepted();
            batch.add(unit);
            source.taken(unit);
            return batch;
        } catch (ClosingException e) {
            tooLate(unit);
            return batch;
        } catch (IOException e) {
            return failed(unit, batch, e);
        } catch (RuntimeException e) {
            return failed(unit, batch, SendFailures.notTaken(e));
        } catch (Error e) {
            // Such as no memory left. The thread is the caller's, and nobody else would notice.
            Batch unused = failed(unit, batch, SendFailures.notTaken(e));
            woken = 0;
            throw e;
        }
    }

    /** It came behind a close frame: nothing has failed, and the end, which is on the way, says why it is not sent. */
    private void tooLate(Outgoing unit) {
        if (unit == current) {
            current = null;
        }
        Batch late = new Batch();
        late.add(unit);
        fly(late);
    }

    /** Until the sink says "sent", or the lane ends. */
    private void fly(Batch batch) {
        Queue<Batch> all = flying;
        if (all == null) {
            all = new ConcurrentLinkedQueue<>();
            flying = all;
        }
        all.add(batch);
        if (batch.sent) {
            all.remove(batch);
        }
        IOException before = ended;
        if (before != null) {
            failFlying(before);
        }
    }

    /** Returns an empty one. */
    private Batch flush(Batch batch) {
        if (batch.isEmpty()) {
            return batch;
        }
        expected = Math.max(1, batch.units.size());
        try {
            sink.flush(batch);
            batch.seeTo();
            return new Batch();
        } catch (ClosingException e) {
            LOG.log(Level.DEBUG, "The end comes behind a close frame, and tells what was not sent", e);
            fly(batch);
            return new Batch();
        } catch (IOException e) {
            return failed(null, batch, e);
        } catch (RuntimeException e) {
            return failed(null, batch, SendFailures.notTaken(e));
        } catch (Error e) {
            Batch unused = failed(null, batch, SendFailures.notTaken(e));
            woken = 0;
            throw e;
        }
    }

    private Batch failed(@Nullable Outgoing unit, Batch lost, IOException failure) {
        Outgoing begun = current;
        current = null;
        IOException why = source.failed(failure);
        lost.fail(why);
        // A flush may fail between two of its frames, and nobody else has it.
        if (begun != null) {
            begun.done().completeExceptionally(why);
        }
        if (unit != null) {
            unit.done().completeExceptionally(why);
        }
        return new Batch();
    }

    /** Units that are flushed together. */
    private final class Batch implements Runnable {

        /** Made for the first one, since the batch after a flush mostly stays empty. */
        private List<Outgoing> units = List.of();
        /** What they and the begun one are on the wire, about. */
        private long bytes;
        /** Set by the sink, before the return of the flush or later by any thread. */
        private volatile boolean sent;

        void add(Outgoing unit) {
            if (units.isEmpty()) {
                units = new ArrayList<>(expected);
            }
            units.add(unit);
        }

        boolean isEmpty() {
            return bytes == 0 && units.isEmpty();
        }

        /** The system has taken them. */
        @Override
        public void run() {
            sent = true;
            Queue<Batch> all = flying;
            if (all != null) {
                all.remove(this);
            }
            units.forEach(unit -> unit.done().complete(null));
        }

        /** What the system did not take at once may take its time, and may never be sent. */
        void seeTo() {
            if (!sent) {
                fly(this);
                units.forEach(source::late);
            }
        }

        void fail(IOException cause) {
            units.forEach(unit -> unit.done().completeExceptionally(cause));
        }
    }
}
