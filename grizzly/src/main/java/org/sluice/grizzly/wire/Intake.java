package org.sluice.grizzly.wire;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;

/**
 * Reads a line on its selector and feeds the decoder, until that asks for a pause; a paused line is not read, so that the peer's sending
 * stops. What the frames mean, and what becomes of a line that fails, is left to its owner.
 *
 * <p>All but {@link #release} is called by the selector's thread.
 */
final class Intake {

    /** Told by the selector's thread. */
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

    private final Line line;
    private final FrameDecoder decoder;
    private final Owner owner;
    private final AtomicReference<Flow> flow = new AtomicReference<>(Flow.PAUSED);

    /** Bytes so far; written by the selector's thread alone. */
    private final AtomicLong received = new AtomicLong();

    /** What came before the pause, and was not decoded. */
    private @Nullable ByteBuffer rest;
    /** Whether what comes is of no interest any more. */
    private boolean dropping;

    private boolean stopped;

    /** Makes an intake that waits for its first {@link #release}. */
    Intake(Line line, FrameDecoder decoder, Owner owner) {
        this.line = line;
        this.decoder = decoder;
        this.owner = owner;
    }

    /** What was read together with the handshake; before the first release. */
    void startWith(ByteBuffer early) {
        rest = early;
        count(early.remaining());
    }

    /** Goes on after a pause, or does not begin the one that is being asked for; from any thread. */
    void release() {
        if (flow.compareAndSet(Flow.PAUSED, Flow.RUNNING)) {
            line.onSelector(this::resume);
        } else {
            flow.set(Flow.RELEASED_BEFORE);
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

    /** Looks for nothing but the end from now on, also where it paused. */
    void drop() {
        dropping = true;
        rest = null;
        if (isPaused()) {
            release();
        }
    }

    void stop() {
        stopped = true;
        rest = null;
    }

    void readable() {
        if (stopped || isPaused()) {
            line.reading(false);
            return;
        }
        try {
            read();
        } catch (FrameException e) {
            drop();
            owner.broken(e);
        } catch (IOException e) {
            owner.ended(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Taking what was received failed; the connection ends", e);
            owner.ended(new IOException("taking what was received failed", e));
        }
    }

    private void resume() {
        if (stopped || isPaused()) {
            return;
        }
        owner.paused(false);
        line.reading(true);
        readable();
    }

    private void read() throws IOException {
        ByteBuffer left = rest == null ? NOTHING : rest;
        rest = null;
        if (!dropping && !decode(left)) {
            return;
        }
        ByteBuffer buffer = BUFFER.get();
        for (int i = 0; i < READS && !stopped; i++) {
            int count = line.read(buffer.clear());
            if (count < 0) {
                owner.ended(null);
                return;
            }
            count(count);
            if (count == 0 || (!dropping && !decode(buffer.flip())) || !line.mayHaveMore()) {
                return;
            }
        }
        line.onSelector(this::readable);
    }

    /** False where it pauses. */
    private boolean decode(ByteBuffer in) throws FrameException {
        while (!(owner.goOn() && decoder.decode(in))) {
            if (dropping || stopped) {
                return true;
            }
            if (in.hasRemaining()) {
                // A copy, since others read into the buffer meanwhile.
                rest = ByteBuffer.allocate(in.remaining()).put(in.duplicate()).flip();
            }
            if (flow.compareAndSet(Flow.RUNNING, Flow.PAUSED)) {
                line.reading(false);
                owner.paused(true);
                return false;
            }
            flow.set(Flow.RUNNING);
            rest = null;
        }
        return true;
    }
}
