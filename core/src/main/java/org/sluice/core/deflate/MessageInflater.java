package org.sluice.core.deflate;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameException;

/**
 * Inflates the messages that one end receives, one after the other, parts in and parts out (RFC 7692, 7.2.2), within limits. Which
 * messages are compressed is left to the caller, and so is whether text is UTF-8. For one reader at a time.
 *
 * <p>A message must end where one of its blocks does; the native inflater cannot say whether it stands there, but a final block, fed
 * after the message, comes to its end only then. So an inflater lives for one message, and context takeover is the last bytes of the
 * earlier ones, kept here and told to the next inflater. Between messages no native memory is held, and no more than the agreed window
 * on the heap; within one about 40 KiB.
 */
public final class MessageInflater {

    // RFC 6455, 7.4.1.
    private static final int INVALID_DATA = 1007;
    private static final int TOO_BIG = 1009;

    /** The tail that the sender took away (RFC 7692, 7.2.2), and a final block without content (RFC 1951, 3.2.4). */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final byte[] NOTHING = {};

    private final boolean takeover;
    private final InflateLimits limits;
    private final History history;
    private final ByteBuffer tail = ByteBuffer.wrap(TAIL).asReadOnlyBuffer();

    private @Nullable Inflater inflater;
    private boolean ended;

    // The message at hand.
    private long read;
    private long written;
    /** Bytes of history that final blocks made it tell again. */
    private long told;

    /**
     * Makes an inflater for one direction of one connection.
     *
     * @param windowBits the sender's agreed window, 8 to 15
     * @param takeover whether a message may refer to earlier ones
     * @param limits of each message
     */
    MessageInflater(int windowBits, boolean takeover, InflateLimits limits) {
        this.history = new History(1 << windowBits);
        this.takeover = takeover;
        this.limits = limits;
    }

    /**
     * Inflates. A small part may give very much, so it comes in as many calls as the room of each asks for, and the caller may pause
     * between them.
     *
     * @param in from position to limit, the next part of the compressed message, of which what was used is consumed
     * @param last whether the message ends with it
     * @param to takes inflated bytes up to its limit; with room for at least one
     * @return true once all that the part says is given out, and after the last one the message is whole; false where there was no more
     *     room: call again with the same rest and more room to go on
     * @throws FrameException with 1009 if the message is over a limit: it is right, but more than this end will process (RFC 6455,
     *     7.4.1); with 1007 if it is corrupt, since it is not data of its type then (RFC 6455, 7.4.1; RFC 7692 names no code). All is
     *     freed then, and this is of no further use
     * @throws IllegalStateException after the end
     */
    public boolean inflate(ByteBuffer in, boolean last, ByteBuffer to) throws FrameException {
        if (ended) {
            throw new IllegalStateException("the inflater of the connection has ended");
        }
        boolean done = false;
        boolean failed = true;
        try {
            done = run(live(), in, last, to);
            failed = false;
        } catch (DataFormatException e) {
            throw corrupt(e);
        } finally {
            if (failed) {
                end();
            } else if (inflater != null) {
                // The library must not keep a buffer that the caller reuses.
                inflater.setInput(NOTHING);
            }
        }
        return done;
    }

    /** Frees what is held; a message that is open is lost. Nothing else may run meanwhile. */
    public void end() {
        ended = true;
        history.clear();
        release();
    }

    private boolean run(Inflater live, ByteBuffer in, boolean last, ByteBuffer to)
            throws DataFormatException, FrameException {
        while (true) {
            boolean inTail = last && !in.hasRemaining();
            int before = in.position();
            inflate(live, inTail ? tail : in, to);
            read += in.position() - before;
            checkLimits();
            if (live.finished()) {
                if (inTail) {
                    if (tail.hasRemaining()) {
                        throw corrupt(null);
                    }
                    finishMessage();
                    return true;
                }
                // Blocks may follow a final one (RFC 7692, 7.2.1 and 7.2.3.4), and the window is still the sender's.
                live.reset();
                history.tell(live);
                told += history.size();
            } else if (!to.hasRemaining()) {
                return false;
            } else if (inTail) {
                throw corrupt(null);
            } else if (!in.hasRemaining() && !last) {
                return true;
            }
        }
    }

    private void inflate(Inflater live, ByteBuffer from, ByteBuffer to) throws DataFormatException {
        int start = to.position();
        live.setInput(from);
        live.inflate(to);
        written += to.position() - start;
        history.add(to, start, to.position());
    }

    private void checkLimits() throws FrameException {
        if (written > limits.maxMessage()) {
            throw new FrameException(TOO_BIG, "a message inflates to more than " + limits.maxMessage() + " bytes");
        }
        // What is told again is work as inflating is, and two bytes of an empty final block could ask for a whole
        // window.
        long work = written + told;
        if (work > limits.ratioFloor() && work / limits.maxRatio() > read) {
            throw new FrameException(
                    TOO_BIG, "a message inflates to more than " + limits.maxRatio() + " times what was sent");
        }
    }

    private Inflater live() {
        if (inflater == null) {
            inflater = new Inflater(true);
            history.tell(inflater);
            read = 0;
            written = 0;
            told = 0;
            tail.clear();
        }
        return inflater;
    }

    private void finishMessage() {
        if (!takeover) {
            history.clear();
        }
        release();
    }

    private void release() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    private static FrameException corrupt(@Nullable Throwable cause) {
        FrameException corrupt =
                new FrameException(INVALID_DATA, "a compressed message is corrupt (RFC 7692, 7.2.2; RFC 6455, 7.4.1)");
        if (cause != null) {
            corrupt.initCause(cause);
        }
        return corrupt;
    }
}
