package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Failures;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.Opcode;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.SharedFrame;

/**
 * The frames of one connection on their way out: encoded into segments, and written by whoever asks for it or by the selector once the
 * system takes more. Bounded, as far as its user heeds {@link #ready}. Which frame may be sent when is left to the {@link Wire}.
 *
 * <p>Lock: {@code this} guards all state; it is held while the line writes, which does not block, and never while anything else is called. Where
 * it is not contended it costs an old object no reference to the thread that has it, which a collector would have to follow.
 */
final class Outbox {

    /** The largest payload of one frame, in bytes. */
    static final int MAX_PAYLOAD = 64 * 1024;

    /** Bytes that may wait before {@link #ready} says no: with the last unit at most about one and a half frames. */
    private static final long ENOUGH = 32 * 1024;

    private final Line line;
    private final FrameEncoder encoder;
    private final SegmentPool pool;
    private final WriteQueue queue;

    private long taken;
    private long written;
    /** Whether so much waits that {@link #ready} may say no. Read without the lock, too. */
    private volatile boolean plenty;
    /** Whether the line has more than the system takes, so that the selector goes on. */
    private boolean waiting;

    private @Nullable Runnable room;
    /** The answer to the newest ping, while the peer reads too little to get it: one is enough (RFC 6455, 5.5.3). */
    private @Nullable ByteBuffer latestPong;

    /** A close frame is among what was taken: nothing may follow it (RFC 6455, 5.5.1). */
    private boolean closing;

    // Made for the first one of each, since most connections never have any.

    /** Lent and not ended. */
    private @Nullable Set<FrameDraft> drafts;

    private @Nullable Deque<Mark> marks;
    private @Nullable IOException ended;

    /** Run when so much is written. */
    private record Mark(long at, Runnable action) {}

    Outbox(Line line, FrameEncoder encoder, SegmentPool pool) {
        this.line = line;
        this.encoder = encoder;
        this.pool = pool;
        queue = new WriteQueue(pool);
    }

    /** See {@link org.sluice.core.port.PromptSink#hasRoom}. */
    boolean hasRoom() {
        return !plenty;
    }

    /** See {@link org.sluice.core.port.PromptSink#ready}. */
    synchronized boolean ready(Runnable again) {
        if (ended != null || taken - written < ENOUGH) {
            return true;
        }
        room = again;
        return false;
    }

    /** Encodes a frame; at most {@link #MAX_PAYLOAD} bytes. */
    synchronized void frame(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload) throws IOException {
        throwIfRefused();
        if (opcode == Opcode.CLOSE) {
            closing = true;
            latestPong = null;
        }
        encode(opcode, fin, compressed, payload);
    }

    /** Whether frames that others send too may be taken as they are. */
    boolean shares() {
        return !encoder.masks();
    }

    /** Takes a frame that others send too, as it is; a large one is written from where it is. */
    synchronized void shared(SharedFrame frame) throws IOException {
        throwIfRefused();
        queue.addShared(frame.bytes());
        take(frame.length());
    }

    /**
     * As {@link #shared}, but writes the frame where nothing waits before it, and then never puts it into the queue: an old object that gets
     * a reference to a young one is a collector's work. True where the line has taken all; otherwise a flush is to follow.
     */
    synchronized boolean sharedAtOnce(SharedFrame frame) throws IOException {
        if (waiting || !queue.isEmpty()) {
            shared(frame);
            return false;
        }
        throwIfRefused();
        ByteBuffer bytes = frame.bytes();
        take(frame.length());
        if (write(bytes)) {
            return true;
        }
        queue.addShared(bytes);
        writeLater();
        return false;
    }

    private void writeLater() {
        waiting = true;
        line.writing(true);
    }

    /** Lends a place for the payload of a frame; null where there is none, or nothing may follow. */
    @Nullable
    synchronized FrameDraft draft() {
        ByteBuffer segment = ended != null || closing ? null : pool.takeForDraft();
        if (segment == null) {
            return null;
        }
        FrameDraft lent = new FrameDraft(this, encoder, encoder.nextKey(), segment);
        Set<FrameDraft> all = drafts == null ? new HashSet<>(2) : drafts;
        drafts = all;
        all.add(lent);
        return lent;
    }

    /** Takes a frame whose payload is in a draft of this, and writes it from there. The draft ends where this succeeds. */
    synchronized void drafted(Opcode opcode, boolean fin, FrameDraft draft) throws IOException {
        throwIfRefused();
        ByteBuffer frame = end(draft);
        if (frame == null) {
            throw new IOException("a part that was given up cannot be sent");
        }
        int payload = frame.remaining();
        frame.position(frame.position() - encoder.headerLength(payload));
        encoder.header(opcode, fin, payload, draft.key(), frame.duplicate());
        take(frame.remaining());
        queue.addOwned(frame);
    }

    /** Gives a draft up, unless it has ended. */
    synchronized void drop(FrameDraft draft) {
        ByteBuffer segment = end(draft);
        if (segment != null) {
            pool.giveBack(segment);
        }
    }

    private @Nullable ByteBuffer end(FrameDraft draft) {
        if (drafts != null) {
            drafts.remove(draft);
        }
        ByteBuffer segment = draft.end();
        if (segment != null) {
            pool.draftEnded();
        }
        return segment;
    }

    /** Answers a ping; a flood of them does not pile up in front of a peer that does not read. */
    synchronized void pong(ByteBuffer payload) throws IOException {
        throwIfEnded();
        if (closing) {
            return;
        }
        if (taken - written < ENOUGH) {
            encode(Opcode.PONG, true, false, payload);
        } else {
            latestPong = WriteQueue.copyOf(payload);
        }
    }

    private void encode(Opcode opcode, boolean fin, boolean compressed, ByteBuffer payload) {
        int length = (int) encoder.length(payload.remaining());
        encoder.encode(opcode, fin, compressed, payload, queue.place(length));
        take(length);
    }

    private void take(int length) {
        taken += length;
        if (!plenty && taken - written >= ENOUGH) {
            plenty = true;
        }
    }

    /** See {@link org.sluice.core.port.PromptSink#flush}. */
    void flush(Runnable sent) throws IOException {
        if (isOutNow(sent)) {
            sent.run();
        }
    }

    private synchronized boolean isOutNow(Runnable sent) throws IOException {
        throwIfEnded();
        if (!waiting) {
            writeOut();
            writePong();
        }
        boolean now = isOut(taken);
        if (!now) {
            mark(sent);
        }
        return now;
    }

    private void mark(Runnable sent) {
        Deque<Mark> all = marks == null ? new ArrayDeque<>(2) : marks;
        marks = all;
        all.addLast(new Mark(taken, sent));
    }

    /** Goes on writing; called by the selector. */
    void writable() throws IOException {
        goOn().forEach(Runnable::run);
    }

    /** Returns what is to be run then. */
    private synchronized List<Runnable> goOn() throws IOException {
        List<Runnable> due = new ArrayList<>();
        if (ended != null || !waiting) {
            return due;
        }
        writeOut();
        writePong();
        if (!waiting) {
            line.writing(false);
        }
        Deque<Mark> all = marks;
        while (all != null && !all.isEmpty() && isOut(all.getFirst().at())) {
            due.add(all.removeFirst().action());
        }
        if (room != null && taken - written < ENOUGH) {
            due.add(room);
            room = null;
        }
        return due;
    }

    /** Nothing is taken or written any more, and marks are never reached. */
    void end(IOException why) {
        Runnable waits = endedFor(why);
        if (waits != null) {
            waits.run();
        }
    }

    /** Returns who waits for room. */
    private synchronized @Nullable Runnable endedFor(IOException why) {
        if (ended != null) {
            return null;
        }
        ended = why;
        marks = null;
        queue.clear();
        latestPong = null;
        if (drafts != null) {
            List.copyOf(drafts).forEach(this::drop);
        }
        Runnable waits = room;
        room = null;
        return waits;
    }

    /** Whether a failure of this only says that it had ended before. */
    synchronized boolean isRefusal(IOException failure) {
        return ended != null && failure.getCause() == ended;
    }

    /** Bytes that the line has taken. */
    synchronized long written() {
        return written;
    }

    /** Bytes that wait. */
    synchronized long pending() {
        return taken - written;
    }

    /** An encrypting line may have taken all and still hold some of it. */
    private boolean isOut(long at) {
        return at < written || (at == written && !waiting);
    }

    private void throwIfRefused() throws IOException {
        throwIfEnded();
        if (closing) {
            // Asked for before another thread closed.
            throw new ClosingException(null);
        }
    }

    private void throwIfEnded() throws IOException {
        if (ended != null) {
            throw Failures.copy("send", ended);
        }
    }

    private void writeOut() throws IOException {
        waiting = false;
        for (ByteBuffer first = queue.first(); first != null; first = queue.first()) {
            if (!write(first)) {
                queue.stays();
                writeLater();
                return;
            }
            queue.gone();
        }
    }

    private boolean write(ByteBuffer bytes) throws IOException {
        int before = bytes.remaining();
        boolean gone = line.write(bytes);
        written += before - bytes.remaining();
        if (plenty && taken - written < ENOUGH) {
            plenty = false;
        }
        return gone;
    }

    /** The answer that waited for room. */
    private void writePong() throws IOException {
        if (latestPong != null && taken - written < ENOUGH) {
            encode(Opcode.PONG, true, false, latestPong);
            latestPong = null;
            if (!waiting) {
                writeOut();
            }
        }
    }
}
