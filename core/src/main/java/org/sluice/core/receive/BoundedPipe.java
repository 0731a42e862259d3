package org.sluice.core.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;
import org.sluice.core.common.Failures;
import org.sluice.core.credit.Charge;
import org.sluice.core.port.Brake;

/**
 * The received bytes of a stream, between the port that puts them in and the reader. Rule for the port: a part is always taken; once
 * more than the capacity waits, the port is asked to pause, so that at most the capacity and one part are held. Rule for the
 * reader: a read waits for the first byte, at most the receive timeout; the port goes on once half the capacity is free. Knows the
 * ends of messages, which the reader may heed or not. A reader that finds nothing asks the port to receive on its thread, and what is put
 * in meanwhile goes straight into its array.
 *
 * <p>Lock: {@code lock} guards all state; it is given up around each call of the brake.
 */
public final class BoundedPipe {

    /** Bytes that may wait before the port pauses, where nothing else is said. */
    public static final long CAPACITY = 256 * 1024;

    private final Brake brake;
    private final Supplier<Duration> timeout;
    private final LongSupplier capacity;
    /** Told what was taken out; null where nobody asks. */
    private final @Nullable LongConsumer taken;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Segments bytes = new Segments();
    private final MessageMarks marks = new MessageMarks();
    /** Where the reader that receives by itself wants the next bytes, if one does. */
    private @Nullable Landing landing;
    /** Taken out, and not told yet. */
    private long untold;

    private boolean paused;
    private boolean ended;
    private @Nullable IOException lost;

    /** For those who poll; called without the lock. */
    private volatile Runnable change = () -> {};

    /**
     * Makes a pipe.
     *
     * @param brake released once for each pause
     * @param timeout for the first byte of a read
     */
    public BoundedPipe(Brake brake, Supplier<Duration> timeout) {
        this(brake, timeout, () -> CAPACITY, null);
    }

    /**
     * Makes a pipe that tells what is taken out.
     *
     * @param brake released once for each pause
     * @param timeout for the first byte of a read
     * @param capacity bytes that may wait before the port pauses; asked for with the lock held, so it must take none
     * @param taken told, by the thread that reads or puts in, of each byte as 1 and of each end of a message as {@link Charge#LEAST}; must
     *     neither block nor throw
     */
    public BoundedPipe(Brake brake, Supplier<Duration> timeout, LongSupplier capacity, @Nullable LongConsumer taken) {
        this.brake = brake;
        this.timeout = timeout;
        this.capacity = capacity;
        this.taken = taken;
    }

    /**
     * Puts a part in; never blocks.
     *
     * @param part is copied
     * @param last whether the message ends with it
     * @return false to pause
     */
    public boolean put(ByteBuffer part, boolean last) {
        boolean more = putIn(part, last);
        change.run();
        return more;
    }

    private boolean putIn(ByteBuffer part, boolean last) {
        lock.lock();
        try {
            if (ended) {
                took(part.remaining() + (last ? Charge.LEAST : 0));
                tell();
                return true;
            }
            if (landing == null || !lands(landing, part, last)) {
                queue(part, last);
            }
            paused = held() > capacity.getAsLong();
            return !paused;
        } finally {
            lock.unlock();
        }
    }

    private boolean lands(Landing there, ByteBuffer part, boolean last) {
        int before = part.remaining();
        boolean all = there.take(part, last);
        took(before - part.remaining() + (long) Charge.LEAST * there.takePassedEnds());
        return all;
    }

    private void queue(ByteBuffer part, boolean last) {
        if (landing != null) {
            markEnd(landing);
        }
        marks.append(part.remaining(), last);
        bytes.append(part);
        changed.signalAll();
    }

    /** The end of a message whose last byte has landed, and which nobody has passed yet. */
    private void markEnd(Landing from) {
        if (from.takeEnd()) {
            marks.append(0, true);
        }
    }

    /**
     * Ends the pipe; what is in it can still be read.
     *
     * @param why what a read throws when all is read, or null for a clean end
     */
    public void end(@Nullable IOException why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                lost = why;
            }
            changed.signalAll();
            if (takePause(Long.MAX_VALUE)) {
                releaseUnlocked();
            }
        } finally {
            lock.unlock();
        }
        change.run();
    }

    /**
     * Drops what is in the pipe and all that comes, so that the port never waits again.
     *
     * @param why what reads throw from now on
     */
    public void abandon(IOException why) {
        lock.lock();
        try {
            ended = true;
            lost = why;
            took(bytes.size() + (long) Charge.LEAST * marks.waiting());
            bytes.clear();
            marks.clear();
            changed.signalAll();
            tell();
            if (takePause(Long.MAX_VALUE)) {
                releaseUnlocked();
            }
        } finally {
            lock.unlock();
        }
        change.run();
    }

    /**
     * Reads over the ends of messages.
     *
     * @param into where the bytes go
     * @param offset of the first one
     * @param length at most, 1 or more
     * @return how many, at least 1, or -1 after a clean end
     * @throws IOException if the connection was lost, the time is over or the thread was interrupted
     */
    public int read(byte[] into, int offset, int length) throws IOException {
        return await(
                () -> {
                    passEnds();
                    // An object, since a conditional expression of an int and a null would unbox the null.
                    return marks.inFirst() > 0 ? Integer.valueOf(take(into, offset, length)) : atEnd();
                },
                () -> new Landing(into, offset, length, false));
    }

    /**
     * Says what to call when bytes or the end have come, for those who poll instead of waiting.
     *
     * @param change called by any thread; must neither block nor throw
     */
    public void onChange(Runnable change) {
        this.change = change;
    }

    /**
     * Takes bytes over the ends of messages, without waiting.
     *
     * @param most how many at most, 1 or more
     * @return a new buffer with at least one, or null where there are none now
     */
    public @Nullable ByteBuffer poll(int most) {
        lock.lock();
        try {
            passEnds();
            int there = (int) Math.min(most, marks.inFirst());
            if (there == 0) {
                return null;
            }
            byte[] into = new byte[there];
            return ByteBuffer.wrap(into, 0, take(into, 0, there));
        } finally {
            tellTaken();
            lock.unlock();
        }
    }

    /**
     * Whether all was taken and nothing comes any more.
     *
     * @return true after a clean end
     * @throws IOException if the connection was lost
     */
    public boolean isOver() throws IOException {
        lock.lock();
        try {
            // Ends of messages that are left have no bytes, and nobody waits for their credit any more.
            return bytes.size() == 0 && atEnd() != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads in one message.
     *
     * @param into where the bytes go
     * @param offset of the first one
     * @param length at most, 1 or more
     * @return how many, at least 1, or -1 at the message's end, which is then passed
     * @throws IOException if the connection ended inside the message, the time is over or the thread was interrupted
     */
    int readInMessage(byte[] into, int offset, int length) throws IOException {
        return await(
                () -> {
                    if (marks.inFirst() > 0) {
                        return take(into, offset, length);
                    }
                    if (marks.firstHasEnded()) {
                        passEnd();
                        return -1;
                    }
                    if (atEnd() != null) {
                        throw ReceiveFailures.endedInMessage();
                    }
                    return null;
                },
                () -> new Landing(into, offset, length, true));
    }

    /** Passes the rest of a message and its end, waiting at most the receive timeout for each part of it. */
    void skipMessage() throws IOException {
        int dropped;
        do {
            dropped = await(this::skipSome);
        } while (dropped > 0);
    }

    private @Nullable Integer skipSome() throws IOException {
        int dropped = (int) bytes.drop(marks.inFirst());
        marks.consume(dropped);
        took(dropped);
        if (marks.firstHasEnded()) {
            passEnd();
            return -1;
        }
        return dropped > 0 ? Integer.valueOf(dropped) : atEnd();
    }

    /** Waits for the beginning of a message; false after a clean end. */
    boolean awaitMessage() throws IOException {
        return await(() -> marks.inFirst() > 0 || marks.firstHasEnded() ? Integer.valueOf(1) : atEnd()) > 0;
    }

    /** Bytes that a read gives without waiting. */
    int available() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, bytes.size());
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that the next read inside the message gives without waiting. */
    int availableInMessage() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, marks.inFirst());
        } finally {
            lock.unlock();
        }
    }

    /** What counts against the capacity. */
    long held() {
        lock.lock();
        try {
            return bytes.size() + (long) MessageMarks.COST * marks.waiting();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] into, int offset, int length) {
        int some = bytes.take(into, offset, (int) Math.min(length, marks.inFirst()));
        marks.consume(some);
        took(some);
        return some;
    }

    private void passEnds() {
        while (marks.inFirst() == 0 && marks.firstHasEnded()) {
            passEnd();
        }
    }

    private void passEnd() {
        marks.passEnd();
        took(Charge.LEAST);
    }

    private void took(long cost) {
        untold += taken == null ? 0 : cost;
    }

    /** True if the lock was given up for it. */
    private boolean tell() {
        LongConsumer to = taken;
        long cost = untold;
        if (to == null || cost == 0) {
            return false;
        }
        untold = 0;
        unlocked(() -> to.accept(cost));
        return true;
    }

    /** -1 after a clean end, null while more may come. */
    private @Nullable Integer atEnd() throws IOException {
        if (!ended) {
            return null;
        }
        if (lost != null) {
            throw Failures.copy("receive", lost);
        }
        return -1;
    }

    private int await(Attempt attempt) throws IOException {
        return await(attempt, null);
    }

    private int await(Attempt attempt, @Nullable Supplier<Landing> landings) throws IOException {
        Deadline deadline = Deadline.in(timeout.get());
        lock.lock();
        try {
            boolean maySelf = true;
            Integer result;
            while ((result = attempt.run()) == null) {
                if (tell()) {
                    // The ends that were passed may be what the peer waits for. And something may have come meanwhile.
                    continue;
                }
                if (takePause(capacity.getAsLong() / 2)) {
                    releaseUnlocked();
                } else if (maySelf && landing == null && !ended && deadline.leftNanos() > 0) {
                    Landing own = landings == null ? null : landings.get();
                    // It may have put something in before it found that nothing comes.
                    maySelf = receive(own, deadline);
                    if (own != null && own.landed() > 0) {
                        return own.landed();
                    }
                } else if (changed.awaitNanos(deadline.leftNanos()) <= 0 && deadline.leftNanos() <= 0) {
                    result = attempt.run();
                    if (result == null) {
                        throw ReceiveFailures.late(deadline);
                    }
                    return result;
                } else {
                    maySelf = true;
                }
            }
            if (maySelf && landing == null && bytes.size() > 0 && landings != null) {
                // Two threads would only hand over to one another what one can do.
                unlocked(brake::claim);
            }
            return result;
        } catch (InterruptedException e) {
            throw ReceiveFailures.interrupted();
        } finally {
            tellTaken();
            lock.unlock();
        }
    }

    /** What a read ends with. */
    private void tellTaken() {
        tell();
        if (takePause(capacity.getAsLong() / 2)) {
            releaseUnlocked();
        } else if (paused) {
            // While the port waits there is something to read, so that a read has taken it.
            unlocked(brake::progress);
        }
    }

    /** Lets the port receive on this thread; false where another will tell. */
    private boolean receive(@Nullable Landing own, Deadline deadline) {
        landing = own;
        lock.unlock();
        boolean came = false;
        try {
            came = brake.pull(deadline.leftNanos());
        } finally {
            lock.lock();
            if (own != null) {
                landing = null;
                markEnd(own);
            }
        }
        return came;
    }

    /** Whether the port waits and may go on; it is then the caller's duty to release it. */
    private boolean takePause(long most) {
        boolean release = paused && held() <= most;
        paused &= !release;
        return release;
    }

    private void releaseUnlocked() {
        unlocked(brake::release);
    }

    private void unlocked(Runnable call) {
        lock.unlock();
        try {
            call.run();
        } finally {
            lock.lock();
        }
    }

    /** One try of a read, under the lock: null where it has to wait. */
    @FunctionalInterface
    private interface Attempt {
        @Nullable
        Integer run() throws IOException;
    }
}
