package org.sluice.core.send;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Failures;
import org.sluice.core.port.FrameSink;

/**
 * The one way out of a connection: any thread hands in units, one writer task at a time gives them to the sink. The queue is
 * bounded in bytes, and a thread that finds it full waits. Messages do not mix, because all but whole units need the turn. A ping
 * goes ahead of data, but never into an open message, which some containers would break. The writer is a task on an executor and
 * not the calling thread, because containers swallow interrupts in a blocking send and never end one to a stalled peer.
 *
 * <p>Lock: {@code lock} guards all state; no call leaves this class while it is held.
 */
public final class SendLane {

    /** Bytes that may wait in the queue: enough to keep the writer busy, little enough for thousands of connections. */
    public static final long CAPACITY = 256 * 1024;

    private final FrameSink sink;
    private final Executor executor;
    private final Sent sent;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Turn turn = new Turn();
    private final Deque<Outgoing> data = new ArrayDeque<>();
    private final Deque<Outgoing> control = new ArrayDeque<>();
    private long queuedBytes;
    private boolean writing;
    private boolean messageOpen;
    private @Nullable IOException ended;

    /**
     * Makes a lane.
     *
     * @param sink takes the units, one at a time
     * @param executor runs the writer task, which blocks as long as the sink does
     * @param sent is told of each unit of data that the sink took
     */
    public SendLane(FrameSink sink, Executor executor, Sent sent) {
        this.sink = sink;
        this.executor = executor;
        this.sent = sent;
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
            turn.take(() -> awaitChange(deadline));
            try {
                message.whole = true;
                enqueue(message, deadline);
            } finally {
                turn.giveBack();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Takes the turn for a message of several parts.
     *
     * @param deadline for the wait
     * @throws IOException if the lane has ended, the time is over or the thread was interrupted
     */
    void begin(Deadline deadline) throws IOException {
        lock.lock();
        try {
            turn.take(() -> awaitChange(deadline));
        } finally {
            lock.unlock();
        }
    }

    /** Gives the turn back where no part was handed in. */
    void giveUp() {
        lock.lock();
        try {
            turn.giveBack();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the lane because a message can be neither finished nor taken back.
     *
     * @param cause what the queued and later sends throw
     */
    void cut(IOException cause) {
        fail(cause);
        sink.abort();
    }

    /** Hands in a part of the message whose turn the caller holds; the last one gives the turn back. */
    void part(Outgoing part, Deadline deadline) throws IOException {
        lock.lock();
        try {
            enqueue(part, deadline);
            if (part.endsMessage()) {
                turn.giveBack();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Hands in a ping.
     *
     * @param ping the unit, which goes ahead of waiting data
     * @throws IOException if the lane has ended
     */
    public void submitControl(Outgoing ping) throws IOException {
        lock.lock();
        try {
            throwIfEnded();
            control.addLast(ping);
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
        lock.lock();
        try {
            if (ended != null) {
                return;
            }
            ended = whyNoMore;
            data.addLast(close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        write();
    }

    /**
     * Ends the lane at once: all that is queued fails, and nothing is taken any more.
     *
     * @param cause what the queued and later sends throw
     */
    public void fail(IOException cause) {
        Deque<Outgoing> lost;
        lock.lock();
        try {
            ended = cause;
            lost = new ArrayDeque<>(control);
            lost.addAll(data);
            control.clear();
            data.clear();
            queuedBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(unit -> unit.done().completeExceptionally(cause));
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
        try {
            unit.done().get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            WebSocketException late = timeout(deadline);
            if (!takeBack(unit)) {
                cut(late);
            }
            throw late;
        } catch (InterruptedException e) {
            takeBack(unit);
            throw interrupted();
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void enqueue(Outgoing unit, Deadline deadline) throws IOException {
        while (queuedBytes > 0 && queuedBytes + unit.size() > CAPACITY) {
            awaitChange(deadline);
        }
        throwIfEnded();
        data.addLast(unit);
        queuedBytes += unit.size();
    }

    private boolean takeBack(Outgoing unit) {
        lock.lock();
        try {
            // Only a whole message may vanish; taking a part of one away would corrupt it.
            boolean taken = unit.whole && data.remove(unit);
            if (taken) {
                queuedBytes -= unit.size();
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
                throw timeout(deadline);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        throwIfEnded();
    }

    private void throwIfEnded() throws IOException {
        if (ended != null) {
            throw failure(ended);
        }
    }

    private void write() {
        lock.lock();
        try {
            if (writing || nextIsNone()) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        executor.execute(this::writeAll);
    }

    private boolean nextIsNone() {
        return data.isEmpty() && (control.isEmpty() || messageOpen);
    }

    private void writeAll() {
        for (Outgoing unit = next(); unit != null; unit = next()) {
            try {
                unit.writeTo(sink);
                if (unit.isData()) {
                    sent.data(unit.size(), unit.endsMessage());
                }
                unit.done().complete(null);
            } catch (IOException e) {
                unit.done().completeExceptionally(e);
                fail(e);
            } catch (RuntimeException e) {
                // Containers report a connection that is gone in many ways: IllegalStateException is the usual one.
                IOException lost = new WebSocketException(
                        "The connection did not take a frame: " + e.getMessage(),
                        WebErrorStatus.CONNECTION_ABORTED,
                        Phase.TRANSFER,
                        e);
                unit.done().completeExceptionally(lost);
                fail(lost);
            }
            written(unit);
        }
    }

    private @Nullable Outgoing next() {
        lock.lock();
        try {
            Outgoing unit = control.isEmpty() || messageOpen ? data.peekFirst() : control.pollFirst();
            if (unit == null) {
                writing = false;
            } else if (unit == data.peekFirst()) {
                data.removeFirst();
                messageOpen = !unit.endsMessage();
            }
            return unit;
        } finally {
            lock.unlock();
        }
    }

    private void written(Outgoing unit) {
        lock.lock();
        try {
            // After a failure the count is 0 already.
            queuedBytes = Math.max(0, queuedBytes - unit.size());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(
                "The thread was interrupted while sending; what it sent does not count as sent.");
    }

    private static WebSocketException timeout(Deadline deadline) {
        return new WebSocketException(
                "The peer did not take the data within the send timeout of " + deadline.timeout()
                        + "; it reads too slowly or not at all.",
                WebErrorStatus.TIMEOUT,
                Phase.TRANSFER);
    }

    /** Told of what was sent, on the writer's thread. */
    @FunctionalInterface
    public interface Sent {

        /**
         * Takes note of data that was sent.
         *
         * @param bytes payload bytes
         * @param endsMessage whether a message ended with them
         */
        void data(long bytes, boolean endsMessage);
    }

    /** A new exception for each caller, so that stack traces tell the truth. */
    private static IOException failure(Throwable cause) {
        return Failures.copy("send", cause);
    }
}
