package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.common.Deadline;

/**
 * Cuts the bytes of one binary message into parts for a lane. Small messages leave as one whole frame; from the first part that
 * leaves before the end, the message holds the lane's turn. If a later part cannot be handed in, the message can never be finished,
 * so the connection is cut. Not safe for several threads.
 */
public final class MessageOutput extends OutputStream {

    private static final byte[] NOTHING = {};

    private final SendLane lane;
    private final Supplier<Duration> timeout;
    /** The largest part. */
    private final int largest;
    /** Whether each part is a message of its own, and an empty one the end. */
    private final boolean chunks;

    private byte @Nullable [] buffer;
    private int count;
    private boolean begun;
    private boolean closed;
    private @Nullable Outgoing newest;
    /** Why the message can never be whole. */
    private @Nullable IOException lost;

    /**
     * Begins a message; nothing is sent yet.
     *
     * @param lane where it goes
     * @param timeout for each wait
     */
    public MessageOutput(SendLane lane, Supplier<Duration> timeout) {
        this(lane, timeout, Outgoing.MAX_FRAME, false);
    }

    private MessageOutput(SendLane lane, Supplier<Duration> timeout, int largest, boolean chunks) {
        this.lane = lane;
        this.timeout = timeout;
        this.largest = largest;
        this.chunks = chunks;
    }

    /**
     * Begins a message in chunks, for a peer that grants credit: each is a message of its own, and an empty one ends the logical message
     * (docs/flow-control.md, 5). Nothing is sent yet.
     *
     * @param lane where it goes
     * @param timeout for each wait
     * @param largest bytes of a chunk, at most {@link Outgoing#MAX_FRAME}
     * @return the message
     */
    public static MessageOutput inChunks(SendLane lane, Supplier<Duration> timeout, int largest) {
        return new MessageOutput(lane, timeout, largest, true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        throwIfClosed();
        for (int from = offset, left = length; left > 0; ) {
            if (count == largest) {
                sendPart(false);
            }
            byte[] into = buffer == null ? arrayFor(left) : grown(buffer, left);
            buffer = into;
            int copied = Math.min(left, Math.min(into.length, largest) - count);
            System.arraycopy(bytes, from, into, count, copied);
            count += copied;
            from += copied;
            left -= copied;
        }
    }

    /** Whether any byte waits to be sent. */
    boolean hasUnsent() {
        return count > 0;
    }

    /**
     * Whether a part has left: then only the end makes the message whole.
     *
     * @return true from the first part on
     */
    public boolean hasBegun() {
        return begun;
    }

    /** Throws where bytes that were taken are gone. */
    void throwIfLost() throws IOException {
        if (lost != null) {
            throw SendFailures.messageLost(lost);
        }
    }

    /** Sends what there is as a part, without ending the message, and waits until the connection has taken it. */
    @Override
    public void flush() throws IOException {
        throwIfClosed();
        if (count > 0) {
            sendPart(false);
        }
        Outgoing sent = newest;
        if (sent != null) {
            lane.await(sent, Deadline.in(timeout.get()));
        }
    }

    /** Ends the message with what there is, which may be nothing, and waits until the connection has taken it. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (chunks && count > 0) {
            sendPart(false);
        }
        closed = true;
        Outgoing last = sendPart(true);
        lane.await(last, Deadline.in(timeout.get()));
    }

    private Outgoing sendPart(boolean last) throws IOException {
        Outgoing part = part(last);
        Deadline deadline = Deadline.in(timeout.get());
        if (last && !begun) {
            lane.submit(part, deadline);
            return part;
        }
        try {
            if (begun) {
                lane.part(part, deadline);
            } else {
                lane.firstPart(part, deadline);
                begun = true;
            }
        } catch (IOException e) {
            // What was to be sent is gone, so that the message can never be whole.
            closed = true;
            lost = e;
            throw e;
        }
        newest = part;
        return part;
    }

    private Outgoing part(boolean last) {
        byte[] bytes = buffer == null ? NOTHING : buffer;
        Outgoing part = chunks ? Outgoing.chunk(bytes, count) : Outgoing.lent(bytes, count, last);
        buffer = null;
        count = 0;
        return part;
    }

    /** A small message is not worth a large array. */
    private static byte[] arrayFor(int length) {
        return length > Outgoing.MAX_FRAME / 4 ? ByteArrays.take() : new byte[Math.max(512, length)];
    }

    private byte[] grown(byte[] old, int more) {
        if (old.length - count >= more || old.length == Outgoing.MAX_FRAME) {
            return old;
        }
        byte[] larger = arrayFor(Math.max(old.length * 4, count + more));
        System.arraycopy(old, 0, larger, 0, count);
        return larger;
    }

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw SendFailures.streamClosed("This message has ended; begin a new one with newMessage().");
        }
    }
}
