package org.sluice.core.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.credit.Charge;
import org.sluice.core.port.Brake;

/**
 * The received bytes of a stream, between the port that puts them in and the reader. Rule for the port: a part is always taken; once
 * more than the capacity waits, the port is asked to pause, so that at most the capacity and one part are held. Rule for the
 * reader: a read waits for the first byte, at most the receive timeout; the port goes on once half the capacity is free. Knows the
 * ends of messages, which the reader may heed or not. A reader that finds nothing asks the port to receive on its thread, and what is put
 * in meanwhile goes straight into its buffer. What is in it, and what a read finds, is left to {@link PipeContents}; who waits for whom, to
 * {@link PipeWaits}.
 *
 * <p>Lock: {@code lock} guards all state, that of both parts with it; it is given up around each call of the brake.
 */
public final class BoundedPipe {

    /** Bytes that may wait before the port pauses, where nothing else is said. */
    public static final long CAPACITY = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final PipeContents contents = new PipeContents();
    private final PipeWaits waits;

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
        waits = new PipeWaits(lock, contents, brake, timeout, capacity, taken);
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
            if (contents.hasEnded()) {
                contents.passOver(part, last);
                waits.tell();
                return true;
            }
            if (contents.put(part, last)) {
                waits.wake();
            }
            return waits.admits();
        } finally {
            lock.unlock();
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
            contents.end(why);
            waits.wake();
            waits.letGo();
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
            contents.abandon(why);
            waits.wake();
            waits.tell();
            waits.letGo();
        } finally {
            lock.unlock();
        }
        change.run();
    }

    /**
     * Reads over the ends of messages.
     *
     * @param into where the bytes go, with room for 1 or more; its position moves behind them. Outside the heap the port may receive straight
     *     into it, and what is behind its position then may be changed
     * @return how many, at least 1, or -1 after a clean end
     * @throws IOException if the connection was lost, the time is over or the thread was interrupted
     */
    public int read(ByteBuffer into) throws IOException {
        return waits.await(() -> contents.takeOverEnds(into), () -> new Landing(into, false));
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
            return contents.poll(most);
        } finally {
            waits.tellTaken();
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
            return contents.isOver();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads in one message.
     *
     * @param into where the bytes go, with room for 1 or more
     * @return how many, at least 1, or -1 at the message's end, which is then passed
     * @throws IOException if the connection ended inside the message, the time is over or the thread was interrupted
     */
    int readInMessage(ByteBuffer into) throws IOException {
        return waits.await(() -> contents.takeInMessage(into), () -> new Landing(into, true));
    }

    /** Passes the rest of a message and its end, waiting at most the receive timeout for each part of it. */
    void skipMessage() throws IOException {
        int dropped;
        do {
            dropped = waits.await(contents::skipInMessage);
        } while (dropped > 0);
    }

    /** Waits for the beginning of a message; false after a clean end. */
    boolean awaitMessage() throws IOException {
        return waits.await(contents::beginning) > 0;
    }

    /** Bytes that a read gives without waiting. */
    int available() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, contents.size());
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that the next read inside the message gives without waiting. */
    int availableInMessage() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, contents.sizeInMessage());
        } finally {
            lock.unlock();
        }
    }

    /** What counts against the capacity. */
    long held() {
        lock.lock();
        try {
            return contents.held();
        } finally {
            lock.unlock();
        }
    }
}
