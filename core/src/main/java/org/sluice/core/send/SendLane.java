package org.sluice.core.send;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Failures;
import org.sluice.core.credit.CreditWindow;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.Lending;
import org.sluice.core.port.PromptSink;

/**
 * The one way out of a connection: any thread hands in units, one writer task at a time gives them to the sink. The queue is
 * bounded in bytes, and a thread that finds it full waits. Messages do not mix, because all but whole units need the turn. On which
 * thread the sink is called depends on whether it blocks: {@link BlockingWriter}, {@link PromptWriter}.
 *
 * <p>Lock: {@code lock} guards all state; no call leaves this class while it is held.
 */
public final class SendLane {

    /** Bytes that may wait in the queue: enough to keep the writer busy, little enough for thousands of connections. */
    public static final long CAPACITY = 256 * 1024;

    private final SendListener listener;
    private final LaneWriter writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Turn turn = new Turn(changed::signalAll);
    private final SendQueue queue;
    private final Overdue overdue = new Overdue((unit, deadline) -> expire(unit, SendFailures.timeout(deadline)));
    private @Nullable IOException ended;
    private @Nullable CreditWindow credit;

    /**
     * Makes a lane.
     *
     * @param sink takes the units, one at a time
     * @param executor runs the writer, where that is not the calling thread; it blocks as long as the sink does
     * @param listener is told of each unit of data that the sink took, and of a failure
     */
    public SendLane(FrameSink sink, Executor executor, SendListener listener) {
        this.listener = listener;
        if (sink instanceof PromptSink prompt) {
            queue = new SendQueue(true);
            writer = new PromptWriter(prompt, executor, new Units());
        } else {
            queue = new SendQueue(false);
            writer = new BlockingWriter(sink, executor, new Units());
        }
    }

    /**
     * Hands in a whole message, waiting for room. It does not wait until the message is sent; {@link Outgoing#done()} tells.
     *
     * @param message a unit that ends its message
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted; the message is not sent
     */
    public void submit(Outgoing message, Deadline deadline) throws IOException {
        lock.lock();
        try {
            message.whole = true;
            if (turn.isFree() && queue.hasRoomFor(message)) {
                throwIfEnded();
                queue.addData(message);
            } else {
                submitInTurn(message, deadline);
            }
        } finally {
            lock.unlock();
        }
        write();
    }

    private void submitInTurn(Outgoing message, Deadline deadline) throws IOException {
        turn.take(() -> awaitChange(deadline));
        try {
            enqueue(message, deadline);
        } finally {
            turn.giveBack();
        }
    }

    /**
     * Takes the turn for a message of several parts and hands in the first. Where that fails, the turn is free again.
     *
     * @param part the first part
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted; the part is not sent
     */
    void firstPart(Outgoing part, Deadline deadline) throws IOException {
        lock.lock();
        try {
            turn.take(() -> awaitChange(deadline));
            boolean begun = false;
            try {
                enqueue(part, deadline);
                begun = true;
            } finally {
                if (!begun || part.endsLogicalMessage()) {
                    turn.giveBack();
                }
            }
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Hands in a further part of the message whose turn the caller holds; the last one gives the turn back. Where that fails, the
     * message can be neither finished nor taken back, and the connection is cut.
     *
     * @param part the part
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted
     */
    void part(Outgoing part, Deadline deadline) throws IOException {
        try {
            nextPart(part, deadline);
        } catch (IOException e) {
            cut(e);
            throw e;
        }
        write();
    }

    private void nextPart(Outgoing part, Deadline deadline) throws IOException {
        lock.lock();
        try {
            enqueue(part, deadline);
            if (part.endsLogicalMessage()) {
                turn.giveBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Heeds the peer's credit from now on: a message begins only when there is enough of it, and until then waits in the queue. Control
     * frames do not wait.
     *
     * @param window guarded by this lane from now on
     */
    public void heed(CreditWindow window) {
        lock.lock();
        try {
            credit = window;
            queue.heed(window);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a grant of the peer's.
     *
     * @param total bytes, of the whole connection
     */
    public void granted(long total) {
        changeCredit(window -> window.granted(total));
    }

    /** Gives credit up, if no grant was ever seen. */
    public void fallBackFromCredit() {
        changeCredit(CreditWindow::fallBack);
    }

    /**
     * Whether this end keeps to the peer's grants.
     *
     * @return false where it has seen none in time
     */
    public boolean followsCredit() {
        lock.lock();
        try {
            return credit != null && credit.following();
        } finally {
            lock.unlock();
        }
    }

    private void changeCredit(Consumer<CreditWindow> change) {
        lock.lock();
        try {
            if (credit != null) {
                change.accept(credit);
            }
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Hands in a ping or a pong.
     *
     * @param control the unit, which goes ahead of waiting data
     * @throws IOException if the lane has ended
     */
    public void submitControl(Outgoing control) throws IOException {
        lock.lock();
        try {
            throwIfEnded();
            queue.addControl(control);
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Ends the lane with a close frame: what is queued goes out first, nothing is taken any more.
     *
     * @param close the unit
     * @param whyNoMore what later sends throw, each in a copy of their own
     */
    public void submitClose(Outgoing close, IOException whyNoMore) {
        close(close, whyNoMore, false);
    }

    /**
     * As {@link #submitClose}, but what would wait for credit fails, so that the close frame does not wait behind it.
     *
     * @param close the unit
     * @param whyNoMore what later sends throw, and what those fail with
     */
    public void submitCloseNow(Outgoing close, IOException whyNoMore) {
        close(close, whyNoMore, true);
    }

    private void close(Outgoing close, IOException whyNoMore, boolean now) {
        List<Outgoing> dropped = List.of();
        lock.lock();
        try {
            if (ended != null) {
                return;
            }
            ended = whyNoMore;
            if (now) {
                dropped = queue.dropWithoutCredit();
            }
            queue.addData(close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(unit -> unit.done().completeExceptionally(whyNoMore));
        write();
    }

    /**
     * Ends the lane at once: all that is queued fails, and nothing is taken any more.
     *
     * @param cause what the queued and later sends throw
     */
    public void fail(IOException cause) {
        end(cause, true);
    }

    /** A lane that ended before keeps its reason, unless the new one is the better. Returns the one that counts. */
    private IOException end(IOException cause, boolean better) {
        List<Outgoing> lost;
        IOException why;
        lock.lock();
        try {
            why = better || ended == null ? cause : ended;
            ended = why;
            lost = queue.drain();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        overdue.stop();
        lost.forEach(unit -> unit.done().completeExceptionally(why));
        writer.fail(why);
        return why;
    }

    /** Cuts the connection, unless the lane has ended: then its end is on the way, and a close frame may still go out. */
    private void cut(IOException cause) {
        lock.lock();
        try {
            if (ended != null) {
                return;
            }
            ended = cause;
        } finally {
            lock.unlock();
        }
        fail(cause);
        listener.stuck(cause);
    }

    /**
     * Waits until a unit is sent. When the time is over, a unit that still waits is taken back; one that the sink is already at
     * work on cannot be, and the connection is cut.
     *
     * @param unit what was handed in
     * @param deadline for the wait
     * @throws IOException if the unit was not sent
     */
    public void await(Outgoing unit, Deadline deadline) throws IOException {
        if (!unit.done().isDone()) {
            Lending.aboutToWait();
        }
        try {
            unit.done().get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            IOException late = SendFailures.timeout(deadline);
            if (expire(unit, late)) {
                throw late;
            }
            // The sink has taken it, or failed, in the last moment.
            await(unit, deadline);
        } catch (InterruptedException e) {
            IOException interrupted = SendFailures.interrupted();
            if (takeBack(unit)) {
                unit.done().completeExceptionally(interrupted);
            }
            throw interrupted;
        } catch (ExecutionException e) {
            throw Failures.copy("send", Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /**
     * Sees to it that a unit that nobody waits for ends in time, as {@link #await} does.
     *
     * @param unit what was handed in
     * @param deadline no earlier than those before
     */
    public void watch(Outgoing unit, Deadline deadline) {
        overdue.watch(unit, deadline);
    }

    /** False if the unit ended before. */
    private boolean expire(Outgoing unit, IOException late) {
        boolean taken = takeBack(unit);
        boolean expired = unit.done().completeExceptionally(late);
        if (expired && !taken) {
            cut(late);
        }
        return expired;
    }

    private void enqueue(Outgoing unit, Deadline deadline) throws IOException {
        while (!queue.hasRoomFor(unit)) {
            awaitChange(deadline);
        }
        throwIfEnded();
        queue.addData(unit);
    }

    private boolean takeBack(Outgoing unit) {
        lock.lock();
        try {
            // Only a whole message may vanish; taking a part of one away would corrupt it.
            boolean taken = unit.whole && queue.takeBack(unit);
            if (taken) {
                changed.signalAll();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Every caller loops on its own condition.
    private void awaitChange(Deadline deadline) throws IOException {
        throwIfEnded();
        try {
            if (changed.awaitNanos(deadline.leftNanos()) <= 0) {
                throwIfEnded();
                throw SendFailures.timeout(deadline);
            }
        } catch (InterruptedException e) {
            throw SendFailures.interrupted();
        }
        throwIfEnded();
    }

    private void throwIfEnded() throws IOException {
        if (ended != null) {
            throw Failures.copy("send", ended);
        }
    }

    private void write() {
        writer.wake();
    }

    /** What the writer sees of this lane. */
    private final class Units implements LaneWriter.Source {

        @Override
        public @Nullable Outgoing next() {
            lock.lock();
            try {
                return queue.next();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public @Nullable Outgoing nextControl() {
            lock.lock();
            try {
                return queue.nextControl();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void taken(Outgoing unit) {
            if (unit.isData()) {
                listener.sent(unit.size(), unit.endsLogicalMessage());
            }
            lock.lock();
            try {
                queue.sent(unit);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public IOException failed(IOException cause) {
            // A connection that is closed fails what is flushed last; that it was closed says more.
            IOException why = end(cause, false);
            listener.failed(cause);
            return why;
        }
    }
}
