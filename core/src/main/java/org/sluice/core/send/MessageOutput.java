package org.sluice.core.send;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;

/**
 * Cuts the bytes of one binary message into parts for a lane. Small messages leave as one whole frame; from the first part that
 * leaves before the end, the message holds the lane's turn. If a later part cannot be handed in, the message can never be finished,
 * so the connection is cut. Not safe for several threads.
 */
public final class MessageOutput extends OutputStream {

    private final SendLane lane;
    private final Supplier<Duration> timeout;
    private final PartBuffer unsent;
    /** Whether each part is a message of its own, and an empty one the end. */
    private final boolean chunks;

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
        this.unsent = new PartBuffer(lane, largest);
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
            if (unsent.isFull()) {
                sendPart(false);
            }
            int copied = unsent.put(bytes, from, left);
            from += copied;
            left -= copied;
        }
    }

    /**
     * Writes what is in a buffer, as the bytes of an array.
     *
     * @param bytes from position to limit, consumed as far as they are taken
     * @throws IOException if they cannot be sent
     */
    public void write(ByteBuffer bytes) throws IOException {
        throwIfClosed();
        while (bytes.hasRemaining()) {
            if (unsent.isFull()) {
                sendPart(false);
            }
            unsent.put(bytes);
        }
    }

    /** Whether any byte waits to be sent. */
    boolean hasUnsent() {
        return unsent.count() > 0;
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
        if (hasUnsent()) {
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
        if (chunks && hasUnsent()) {
            sendPart(false);
        }
        closed = true;
        Outgoing last = sendPart(true);
        lane.await(last, Deadline.in(timeout.get()));
    }

    private Outgoing sendPart(boolean last) throws IOException {
        Deadline deadline = Deadline.in(timeout.get());
        boolean endsLogicalMessage = chunks ? unsent.count() == 0 : last;
        Outgoing part = unsent.take(chunks || last, endsLogicalMessage);
        boolean handedIn = false;
        try {
            handIn(part, last, deadline);
            handedIn = true;
        } finally {
            if (!handedIn) {
                part.discard();
            }
        }
        return part;
    }

    private void handIn(Outgoing part, boolean last, Deadline deadline) throws IOException {
        if (last && !begun) {
            lane.submit(part, deadline);
            return;
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
    }

    private void throwIfClosed() throws IOException {
        if (closed) {
            throw SendFailures.streamClosed("This message has ended; begin a new one with newMessage().");
        }
    }
}
