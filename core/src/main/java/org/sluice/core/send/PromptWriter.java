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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Cork;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.PromptSink;

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

    private final PromptSink sink;
    private final Executor executor;
    private final Source source;
    /** How often it was woken since it last found nothing; the one that makes it 1 writes. */
    private final AtomicInteger woken = new AtomicInteger();
    /** Taken by the sink, and not yet by the system. */
    private final Queue<Batch> flying = new ConcurrentLinkedQueue<>();
    /** Why the lane has ended; set before what flies is failed, and read after a batch flies, so that none slips through. */
    private volatile @Nullable IOException ended;

    // Touched by the one that writes.
    private @Nullable Outgoing current;
    private List<Outgoing> taken = new ArrayList<>(1);
    private long unflushed;

    PromptWriter(PromptSink sink, Executor executor, Source source) {
        this.sink = sink;
        this.executor = executor;
        this.source = source;
    }

    @Override
    public void wake() {
        if (woken.getAndIncrement() == 0) {
            write(false);
        }
    }

    @Override
    public void wakeForOthers() {
        if (woken.getAndIncrement() == 0) {
            writeForOthers();
        }
    }

    @Override
    public void goOn() {
        write(false);
    }

    private void writeForOthers() {
        write(true);
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

    private void failFlying(IOException cause) {
        for (Batch batch = flying.poll(); batch != null; batch = flying.poll()) {
            batch.fail(cause);
        }
    }

    private void goOnElsewhere() {
        try {
            executor.execute(this::writeForOthers);
        } catch (RejectedExecutionException e) {
            // Waiting for the next unit, as with a sink that blocks, would leave those that wait for room without an
            // end.
            failed(null, SendFailures.notTaken(e));
        }
    }

    private void write(boolean forOthers) {
        int seen = woken.get();
        for (int units = 0; units < FAVOURS; units++) {
            if (unflushed >= FLUSHED_AT) {
                flush();
            }
            if (!sink.ready(this::writeForOthers) || (forOthers && source.handOver())) {
                return;
            }
            Outgoing unit = next();
            if (unit != null) {
                write(unit);
                continue;
            }
            if (unflushed == 0 || !Cork.holds(this)) {
                flush();
            }
            seen = woken.addAndGet(-seen);
            if (seen == 0) {
                return;
            }
        }
        goOnElsewhere();
    }

    private @Nullable Outgoing next() {
        Outgoing begun = current;
        if (begun == null) {
            return source.next();
        }
        Outgoing control = source.nextControl();
        return control != null ? control : begun;
    }

    private void write(Outgoing unit) {
        try {
            boolean finished = unit.writeNext(sink);
            unflushed += HEADER + (unit.isData() ? Math.min(unit.size(), Outgoing.MAX_FRAME) : CONTROL);
            if (!finished) {
                current = unit;
                return;
            }
            if (unit == current) {
                current = null;
            }
            unit.copied();
            taken.add(unit);
            source.taken(unit);
        } catch (ClosingException e) {
            tooLate(unit);
        } catch (IOException e) {
            failed(unit, e);
        } catch (RuntimeException e) {
            failed(unit, SendFailures.notTaken(e));
        } catch (Error e) {
            // Such as no memory left. The thread is the caller's, and nobody else would notice.
            failed(unit, SendFailures.notTaken(e));
            woken.set(0);
            throw e;
        }
    }

    /** It came behind a close frame: nothing has failed, and the end, which is on the way, says why it is not sent. */
    private void tooLate(Outgoing unit) {
        if (unit == current) {
            current = null;
        }
        fly(List.of(unit));
    }

    /** Until the sink says "sent", or the lane ends. */
    private Batch fly(List<Outgoing> units) {
        Batch batch = new Batch(units);
        flying.add(batch);
        IOException before = ended;
        if (before != null) {
            failFlying(before);
        }
        return batch;
    }

    private void flush() {
        if (taken.isEmpty() && unflushed == 0) {
            return;
        }
        Batch batch = fly(taken);
        taken = new ArrayList<>(1);
        unflushed = 0;
        try {
            sink.flush(batch);
        } catch (ClosingException e) {
            LOG.log(Level.DEBUG, "The end comes behind a close frame, and tells what was not sent", e);
        } catch (IOException e) {
            failed(null, e);
        } catch (RuntimeException e) {
            failed(null, SendFailures.notTaken(e));
        } catch (Error e) {
            failed(null, SendFailures.notTaken(e));
            woken.set(0);
            throw e;
        }
    }

    private void failed(@Nullable Outgoing unit, IOException failure) {
        Batch lost = new Batch(taken);
        Outgoing begun = current;
        taken = new ArrayList<>(1);
        unflushed = 0;
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
    }

    /** Units that were flushed together. */
    private final class Batch implements Runnable {

        private final List<Outgoing> units;

        Batch(List<Outgoing> units) {
            this.units = units;
        }

        /** The system has taken them. */
        @Override
        public void run() {
            flying.remove(this);
            units.forEach(unit -> unit.done().complete(null));
        }

        void fail(IOException cause) {
            units.forEach(unit -> unit.done().completeExceptionally(cause));
        }
    }
}
