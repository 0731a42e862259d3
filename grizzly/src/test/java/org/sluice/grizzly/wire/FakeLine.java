package org.sluice.grizzly.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.Role;

/**
 * A line whose reads a test scripts, which takes as many bytes as the test allows, and whose selector is the test's thread: what is to run
 * on it waits for {@link #run}. Events come from the test alone, except for the end, which a termination brings at once.
 */
final class FakeLine implements Line {

    private final Deque<ByteBuffer> incoming = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private @Nullable IOException readFailure;
    private @Nullable IOException writeFailure;
    private Line.@Nullable Events events;
    private boolean ended;

    /** How many bytes the system takes from now on. */
    private long room = Long.MAX_VALUE;
    /** Whether it keeps bytes that it has taken, as one that encrypts may. */
    boolean holdsBack;
    /** Whether it always says that there may be more, as one that decrypts may. */
    boolean mayHaveMore;
    /** Whether it says that it prefers arrays, as one that encrypts does; then it insists on them for what it reads. */
    private final boolean prefersArrays;

    boolean reading;
    boolean writing;
    /** Whether the end is told at once. */
    boolean endsAtOnce = true;

    int reads;
    int writes;
    /** Bytes that did not come from where many connections share them. */
    long copied;
    /** The segments that something was written from. */
    final Set<ByteBuffer> segments = Collections.newSetFromMap(new IdentityHashMap<>());

    int shutdowns;
    /** What happens while a thread awaits something to read. */
    Runnable meanwhile = () -> {};
    /** How often one did, and whether it gave back what that needs. */
    int awaits;

    /** What happens while the system takes bytes. */
    Runnable whileItWrites = () -> {};

    boolean awaiting;
    final AtomicInteger stopsOfAwaiting = new AtomicInteger();
    final AtomicInteger terminations = new AtomicInteger();
    private boolean gone;

    FakeLine() {
        this(false);
    }

    FakeLine(boolean prefersArrays) {
        this.prefersArrays = prefersArrays;
    }

    FakeLine tell(Line.Events to) {
        events = to;
        return this;
    }

    // What the peer does.

    /** One read each. */
    FakeLine receives(byte[]... chunks) {
        for (byte[] chunk : chunks) {
            incoming.addLast(ByteBuffer.wrap(chunk.clone()));
        }
        return this;
    }

    void peerEnds() {
        ended = true;
    }

    void failReads(IOException with) {
        readFailure = with;
    }

    void failWrites(IOException with) {
        writeFailure = with;
    }

    /** The system takes so many bytes more, and no more. */
    void takes(long bytes) {
        room = bytes;
    }

    void takesAll() {
        room = Long.MAX_VALUE;
    }

    int unread() {
        return incoming.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    /** What was sent by an end of that role, in short forms such as "text:abc+". */
    List<String> sentBy(Role role) {
        return PeerFrames.read(role, sent());
    }

    // The selector.

    synchronized int waiting() {
        return tasks.size();
    }

    synchronized @Nullable Runnable next() {
        return tasks.pollFirst();
    }

    /** Runs what waits for the selector, and what that adds. */
    void run() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private Line.Events events() {
        if (events == null) {
            throw new AssertionError("Nobody listens");
        }
        return events;
    }

    /** Tells that there is something to read, as long as somebody wants to know and there is; then runs the selector. */
    void readable() {
        do {
            events().readable();
            run();
        } while (reading && !gone && !incoming.isEmpty());
    }

    void writable() {
        events().writable();
        run();
    }

    /** The connection is gone, by itself. */
    void lose() {
        if (!gone) {
            gone = true;
            events().gone();
        }
    }

    // What the code under test calls.

    @Override
    public boolean prefersArrays() {
        return prefersArrays;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        reads++;
        if (prefersArrays && !into.hasArray()) {
            throw new AssertionError("read into what is no array");
        }
        ByteBuffer next = incoming.peekFirst();
        if (next == null) {
            if (readFailure != null) {
                throw readFailure;
            }
            return ended ? -1 : 0;
        }
        int count = Math.min(next.remaining(), into.remaining());
        into.put(next.slice(next.position(), count));
        next.position(next.position() + count);
        if (!next.hasRemaining()) {
            incoming.removeFirst();
        }
        return count;
    }

    /** Both are filled out of what came at once. */
    @Override
    public int read(ByteBuffer into, ByteBuffer behind) throws IOException {
        int room = into.remaining();
        int before = incoming.isEmpty() ? 0 : incoming.getFirst().remaining();
        int count = read(into);
        if (count < room || before == count) {
            return count;
        }
        reads--;
        return count + read(behind);
    }

    @Override
    public boolean mayHaveMore() {
        return mayHaveMore;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        if (writeFailure != null) {
            throw writeFailure;
        }
        writes++;
        whileItWrites.run();
        int count = (int) Math.min(room, from.remaining());
        // What many connections share is never written to, and a copy is.
        copied += from.isReadOnly() ? 0 : count;
        if (from.capacity() == SegmentPool.SIZE) {
            segments.add(from);
        }
        byte[] taken = new byte[count];
        from.get(taken);
        sent.writeBytes(taken);
        room -= count;
        return !from.hasRemaining() && !holdsBack;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public void writing(boolean on) {
        writing = on;
    }

    @Override
    public boolean await(long nanos) {
        awaits++;
        awaiting = true;
        meanwhile.run();
        return !incoming.isEmpty() || ended || readFailure != null;
    }

    @Override
    public void stopAwaiting() {
        stopsOfAwaiting.incrementAndGet();
    }

    @Override
    public void doneAwaiting() {
        awaiting = false;
    }

    @Override
    public synchronized void onSelector(Runnable task) {
        tasks.addLast(task);
    }

    @Override
    public void shutdownOutput() {
        shutdowns++;
    }

    @Override
    public void terminate() {
        terminations.incrementAndGet();
        if (events != null && endsAtOnce) {
            lose();
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("here", 1);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("there", 2);
    }
}
