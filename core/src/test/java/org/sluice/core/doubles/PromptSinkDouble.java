package org.sluice.core.doubles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.core.port.Draft;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/**
 * A sink that does not block, unless a test holds it; it keeps what it was given until it is flushed, refuses as soon as it keeps as much
 * as the real one, and says "sent" at once or when told. Records frames and flushes in order.
 */
public class PromptSinkDouble implements PromptSink {

    /** As the real one has it, in bytes. */
    private static final long ENOUGH = 32 * 1024;

    private final RecordingSink frames = new RecordingSink();
    public final List<String> events = new CopyOnWriteArrayList<>();
    public final List<Thread> threads = new CopyOnWriteArrayList<>();
    public final List<SharedFrame> shared = new CopyOnWriteArrayList<>();
    /** Whether it takes frames that others send too. */
    public volatile boolean sharing;

    /** Whether it lends drafts, and all that it has lent. */
    public volatile boolean lending;

    public final List<DraftDouble> drafts = new CopyOnWriteArrayList<>();

    /** How many frames came to be flushed with the same call. */
    public final AtomicInteger atOnce = new AtomicInteger();

    public final AtomicInteger flushes = new AtomicInteger();
    private final Queue<Runnable> landing = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private long kept;
    private boolean full;
    private boolean againFirst;
    private volatile boolean flying;
    private volatile @Nullable Throwable flushFailure;
    private volatile @Nullable Gate flushGate;
    private volatile Runnable beforeFull = () -> {};

    public RecordingSink frames() {
        return frames;
    }

    /** From now on it has enough; nothing is lost. */
    public synchronized void fill() {
        full = true;
    }

    /** There is room again. */
    public void makeRoom() {
        List<Runnable> again;
        synchronized (this) {
            full = false;
            again = List.copyOf(waiting);
            waiting.clear();
        }
        again.forEach(Runnable::run);
    }

    /** The next refusal is overtaken by the news that there is room: it comes before the answer is back. */
    public synchronized void makeRoomBeforeTheAnswer(Runnable then) {
        full = true;
        againFirst = true;
        beforeFull = then;
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    /** From now on "sent" comes with {@link #land}. */
    public void holdSent() {
        flying = true;
    }

    /** Says "sent" for all that was flushed. */
    public void land() {
        for (Runnable sent = landing.poll(); sent != null; sent = landing.poll()) {
            sent.run();
        }
    }

    /** From now on every flush waits. */
    public Gate holdFlush() {
        Gate made = new Gate();
        flushGate = made;
        return made;
    }

    public void failFlushWith(@Nullable Throwable with) {
        flushFailure = with;
    }

    @Override
    public synchronized boolean hasRoom() {
        return !full && kept < ENOUGH;
    }

    @Override
    public boolean ready(Runnable again) {
        Runnable overtaken;
        synchronized (this) {
            if (!full && kept < ENOUGH) {
                return true;
            }
            if (!againFirst) {
                waiting.add(again);
                return false;
            }
            againFirst = false;
            full = false;
            overtaken = beforeFull;
        }
        again.run();
        overtaken.run();
        return false;
    }

    @Override
    public void flush(Runnable sent) throws IOException {
        Gate gate = flushGate;
        if (gate != null) {
            gate.pass();
        }
        flushes.incrementAndGet();
        events.add("flush");
        Throwable failure = flushFailure;
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        synchronized (this) {
            kept = 0;
        }
        if (flying) {
            landing.add(sent);
        } else {
            sent.run();
        }
    }

    private void took(int bytes) {
        threads.add(Thread.currentThread());
        events.add(frames.frames().get(frames.frames().size() - 1).toString());
        synchronized (this) {
            kept += bytes + 14;
        }
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        frames.text(part, last);
        took(part.length());
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        int size = part.remaining();
        frames.binary(part, last);
        took(size);
    }

    @Override
    public boolean shares() {
        return sharing;
    }

    /** Records what a peer would read of it: the payload is behind a header of two, four or ten bytes. */
    @Override
    public void shared(SharedFrame frame) throws IOException {
        shared.add(frame);
        ByteBuffer payload = frame.bytes();
        int length = payload.get(1) & 0x7f;
        payload.position(length < 126 ? 2 : length == 126 ? 4 : 10);
        if (frame.text()) {
            text(StandardCharsets.UTF_8.decode(payload).toString(), frame.last());
        } else {
            binary(payload, frame.last());
        }
    }

    /** A flush tells where "sent" comes later. */
    @Override
    public boolean sharedAtOnce(SharedFrame frame) throws IOException {
        shared(frame);
        atOnce.incrementAndGet();
        if (flying) {
            return false;
        }
        flush(() -> {});
        return true;
    }

    @Override
    public @Nullable Draft draft() {
        if (!lending) {
            return null;
        }
        DraftDouble lent = new DraftDouble();
        drafts.add(lent);
        return lent;
    }

    /** Its content as any other part. */
    @Override
    public void drafted(Draft draft, boolean last) throws IOException {
        byte[] content = ((DraftDouble) draft).end("sent");
        binary(ByteBuffer.wrap(content), last);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        int size = payload.remaining();
        frames.ping(payload.duplicate());
        took(size);
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        int size = payload.remaining();
        frames.pong(payload.duplicate());
        took(size);
    }

    @Override
    public void close(int code, String reason) throws IOException {
        frames.close(code, reason);
        took(reason.length());
    }

    @Override
    public void abort() {
        frames.abort();
    }
}
