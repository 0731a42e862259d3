package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Watchdog;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;

/**
 * Reads a line and feeds the decoder, until that asks for a pause; a paused line is not read, so that the peer's sending stops. What the
 * frames mean, and what becomes of a line that fails, is left to its owner.
 *
 * <p>The selector reads, or, from a {@link #claim} or {@link #pull} on, the thread that pulls: it is in charge until nothing comes for a
 * moment or it has not pulled for one, and the selector is not disturbed meanwhile. {@code busy} says that one of them is at it; whoever has it touches the
 * state, and calls the owner.
 */
final class Intake {

    /** Told by the thread that reads. */
    interface Owner {

        /** The peer has broken the protocol; what still comes is dropped. */
        void broken(FrameException failure);

        /** Goes on with what a pause left over above the frames; false to pause again. */
        boolean goOn() throws FrameException;

        /** The line ends: the peer sends no more, which is null, or the line failed. */
        void ended(@Nullable IOException failure);

        /** It pauses from now on, or no more. */
        void paused(boolean now);
    }

    private static final Logger LOG = System.getLogger("org.sluice");

    private enum Flow {
        RUNNING,
        PAUSED,
        /** A release came before the pause it is for. */
        RELEASED_BEFORE
    }

    /** Held by nobody between two events, so that one for each selector is enough. On the heap, where unmasking is fastest. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocate(64 * 1024));

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Reads at one event; then other connections have their turn. */
    private static final int READS = 16;

    /** How long a thread that pulls stays in charge while nothing comes, or while it does something else. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final Line line;
    private final FrameDecoder decoder;
    private final PulledRead pulledRead;
    private final Owner owner;
    private final AtomicReference<Flow> flow = new AtomicReference<>(Flow.PAUSED);

    private final AtomicBoolean busy = new AtomicBoolean();
    /** Gives the charge back where the thread that pulled does not come again. */
    private final Watchdog lease = new Watchdog(PATIENCE, System::nanoTime, this::expired);
    /** Whether the selector leaves the reading to a thread that pulls. */
    private volatile boolean pulled;
    /** Whether the selector, which is at it, is to leave the reading to a thread that will pull. */
    private volatile boolean claimed;
    /** Whether what comes is of no interest any more. */
    private volatile boolean dropping;

    private volatile boolean stopped;
    /** What waits for the one that is at it when the intake is stopped. */
    private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();
    /** Bytes so far; written by the one that is at it. */
    private final AtomicLong received = new AtomicLong();

    /** What came before the pause, and was not decoded. */
    private @Nullable ByteBuffer rest;
    /** Whether the owner takes it for paused, as it does before the first release. */
    private boolean pauseTold = true;

    /** Makes an intake that waits for its first {@link #release}. */
    Intake(Line line, FrameDecoder decoder, Owner owner) {
        this.line = line;
        this.decoder = decoder;
        pulledRead = new PulledRead(line, decoder, new Taking());
        this.owner = owner;
    }

    /** What was read together with the handshake; before the first release. */
    void startWith(ByteBuffer early) {
        rest = early;
        count(early.remaining());
    }

    /** Goes on after a pause, or does not begin the one that is being asked for; from any thread. */
    void release() {
        // Again where the reader begins the pause in between, which must not be taken for one that is to come.
        while (!flow.compareAndSet(Flow.PAUSED, Flow.RUNNING)) {
            if (flow.compareAndSet(Flow.RUNNING, Flow.RELEASED_BEFORE) || flow.get() == Flow.RELEASED_BEFORE) {
                return;
            }
        }
        if (!pulled) {
            line.onSelector(this::resume);
        }
    }

    /** How many bytes were read; from any thread. */
    long received() {
        return received.get();
    }

    private void count(int more) {
        received.lazySet(received.get() + more);
    }

    boolean isPaused() {
        return flow.get() == Flow.PAUSED;
    }

    /** Looks for nothing but the end from now on, also where it paused; from any thread. */
    void drop() {
        dropping = true;
        line.stopAwaiting();
        if (isPaused()) {
            release();
        }
    }

    /**
     * Reads no more.
     *
     * @param then run once nobody reads any more, by this thread or the one that does
     */
    void stop(Runnable then) {
        stopped = true;
        lease.stop();
        line.stopAwaiting();
        afterwards.set(then);
        if (enter()) {
            leave();
        }
    }

    /** False where another thread is at it. */
    private boolean enter() {
        return busy.compareAndSet(false, true);
    }

    private void leave() {
        do {
            if (stopped) {
                rest = null;
                pulled = false;
                line.doneAwaiting();
                Runnable then = afterwards.getAndSet(null);
                if (then != null) {
                    then.run();
                }
            }
            busy.set(false);
            // Stopped since it was looked for: who did so has found it busy.
        } while (stopped && afterwards.get() != null && enter());
    }

    // The selector.

    /** Reads what is there; by the selector. */
    void readable() {
        if (stopped || isPaused() || pulled || !enter()) {
            line.reading(false);
            return;
        }
        try {
            if (!pulled) {
                guarded(this::read);
                handOver();
            }
        } finally {
            leave();
        }
    }

    private void resume() {
        if (!stopped && !isPaused() && !pulled) {
            line.reading(true);
            readable();
        }
    }

    private boolean read() throws IOException {
        if (!begin()) {
            return true;
        }
        ByteBuffer buffer = BUFFER.get();
        for (int i = 0; i < READS && !stopped && !claimed; i++) {
            int count = line.read(buffer.clear());
            if (count < 0) {
                owner.ended(null);
                return true;
            }
            count(count);
            if (count == 0 || !decode(buffer.flip()) || !line.mayHaveMore()) {
                return true;
            }
        }
        if (!claimed) {
            line.onSelector(this::readable);
        }
        return true;
    }

    // A thread that pulls.

    /** A thread that has something to do will pull then; from any thread. */
    void claim() {
        if (pulled || stopped || dropping) {
            return;
        }
        claimed = true;
        if (enter()) {
            handOver();
            leave();
        }
    }

    /** Leaves the reading to the thread that has claimed it, if one has; by the one that is at it. */
    private void handOver() {
        if (claimed && !stopped && !dropping) {
            charge();
        }
    }

    private void charge() {
        claimed = false;
        if (!pulled) {
            pulled = true;
            lease.watch();
        }
    }

    /**
     * Reads on the calling thread, which must not be the selector's, and waits a moment for something to come.
     *
     * @param nanos to wait at most
     * @param place see {@link org.sluice.core.port.Brake#pull}
     * @return true if something came; false where the selector reads from now on
     */
    boolean pull(long nanos, @Nullable ByteBuffer place) {
        if (stopped || dropping || flow.get() != Flow.RUNNING || !enter()) {
            return false;
        }
        boolean came = false;
        try {
            charge();
            came = guarded(() -> pullOnce(Math.min(nanos, PATIENCE.toNanos()), place));
            lease.touch();
            return came;
        } finally {
            if (!came) {
                giveBack();
            }
            leave();
            if (!pulled) {
                // Also where it was released from a pause meanwhile, and the selector found this thread at it.
                line.onSelector(this::resume);
            }
        }
    }

    private boolean pullOnce(long nanos, @Nullable ByteBuffer place) throws IOException {
        boolean goesOn = rest != null || pauseTold;
        if (!begin() || goesOn) {
            return true;
        }
        long until = System.nanoTime() + nanos;
        int count = pulledRead.read(place);
        while (count == 0 && !stopped) {
            long left = until - System.nanoTime();
            if (left <= 0 || !line.await(left)) {
                return false;
            }
            count = pulledRead.read(place);
        }
        if (count < 0) {
            owner.ended(null);
        }
        return count > 0;
    }

    /** The selector reads from now on; by the one that is at it. */
    private void giveBack() {
        claimed = false;
        pulled = false;
        lease.pause();
        line.doneAwaiting();
    }

    private void expired() {
        if (!enter()) {
            lease.watch();
            return;
        }
        if (pulled) {
            giveBack();
        }
        leave();
        line.onSelector(this::resume);
    }

    // Both.

    private interface Reading {
        boolean run() throws IOException;
    }

    private boolean guarded(Reading reading) {
        try {
            return reading.run();
        } catch (FrameException e) {
            drop();
            owner.broken(e);
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "Closed by this end meanwhile, of which the line tells", e);
        } catch (IOException e) {
            owner.ended(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Taking what was received failed; the connection ends", e);
            owner.ended(new IOException("taking what was received failed", e));
        }
        return false;
    }

    /** Goes on with what a pause left; false where it pauses again. */
    private boolean begin() throws FrameException {
        if (pauseTold) {
            pauseTold = false;
            owner.paused(false);
        }
        ByteBuffer left = rest == null ? NOTHING : rest;
        rest = null;
        return decode(left);
    }

    private boolean decode(ByteBuffer in) throws FrameException {
        return decode(in, null);
    }

    /** False where it pauses. */
    private boolean decode(ByteBuffer in, byte @Nullable [] unmasked) throws FrameException {
        while (!dropping
                && !stopped
                && !(owner.goOn() && (unmasked == null ? decoder.decode(in) : decoder.decode(in, unmasked)))) {
            if (dropping || stopped) {
                return true;
            }
            if (in.hasRemaining()) {
                keep(in);
            }
            if (flow.compareAndSet(Flow.RUNNING, Flow.PAUSED)) {
                paused();
                return false;
            }
            flow.set(Flow.RUNNING);
            rest = null;
        }
        return true;
    }

    /** A copy, since others read into the buffer meanwhile. */
    private void keep(ByteBuffer left) {
        rest = ByteBuffer.allocate(left.remaining()).put(left.duplicate()).flip();
    }

    private void paused() {
        if (pulled) {
            giveBack();
        } else {
            line.reading(false);
        }
        pauseTold = true;
        owner.paused(true);
        if (dropping && isPaused()) {
            release();
        }
    }

    private final class Taking implements PulledRead.Taker {

        @Override
        public void count(int bytes) {
            Intake.this.count(bytes);
        }

        @Override
        public boolean decode(ByteBuffer in, byte @Nullable [] unmasked) throws FrameException {
            return Intake.this.decode(in, unmasked);
        }

        @Override
        public void keep(ByteBuffer behind) {
            Intake.this.keep(behind);
        }
    }
}
