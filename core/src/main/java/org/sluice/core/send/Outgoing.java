package org.sluice.core.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Message;
import org.sluice.api.WhenFull;
import org.sluice.core.common.ByteArrays;
import org.sluice.core.common.Utf8;
import org.sluice.core.port.Draft;
import org.sluice.core.port.FrameSink;
import org.sluice.core.port.PromptSink;
import org.sluice.core.port.SharedFrame;

/** One unit that the writer of a lane sends without interruption. Large units leave in frames of at most {@link #MAX_FRAME} bytes. */
public abstract class Outgoing {

    /** The largest payload of a frame that is sent: 64 KiB, so that no peer has to hold more at once. */
    public static final int MAX_FRAME = 64 * 1024;

    /**
     * The largest part of a stream. As a frame, and as the four records of TLS that such a frame makes, it fits one segment of a loopback
     * interface, which carries 65 464 bytes at least (an MTU of 64 KiB less the headers of IPv6 and TCP): what is over would go out as a segment of
     * its own, with a wake-up and an acknowledgement of its own (docs/performance.md). A record adds at most 29 bytes (AES-GCM of TLS 1.2).
     */
    static final int MAX_PART = MAX_FRAME - 256;

    /** At most three bytes of UTF-8 for each. */
    private static final int MAX_FRAME_CHARS = MAX_FRAME / 3;

    /** What a unit occupies at least, so that a flood of empty messages is bounded too. */
    private static final long SMALLEST_COST = 64;

    /** No time of its own: who waits for it has one. */
    static final long ATTENDED = -1;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final boolean data;
    private final long size;
    private final boolean endsMessage;
    private final boolean endsLogicalMessage;

    private WhenFull whenFull = WhenFull.WAIT;
    private @Nullable Object key;

    /** How long it may take where nobody waits for it, until somebody sees to that; set before it is handed in, then the writer's. */
    private long timeoutNanos = ATTENDED;
    /** Written by the writer. Whoever hands in may see it late, and then does what the writer will do too. */
    private boolean accepted;

    /** Guarded by the lane's lock: a whole message, which may still be taken back; a part may not. */
    boolean whole;
    /** Guarded by the lane's lock: it was dropped, which its {@link #done} is about to tell. */
    boolean dropped;

    Outgoing(boolean data, long size, boolean endsMessage) {
        this(data, size, endsMessage, endsMessage);
    }

    private Outgoing(boolean data, long size, boolean endsMessage, boolean endsLogicalMessage) {
        this.data = data;
        this.size = size;
        this.endsMessage = endsMessage;
        this.endsLogicalMessage = endsLogicalMessage;
    }

    /**
     * A text, or the part of one.
     *
     * @param text well-formed UTF-16
     * @param size its bytes in UTF-8
     * @param last whether the message ends with it
     * @return the unit
     */
    public static Outgoing text(String text, long size, boolean last) {
        return new Outgoing(true, size, last) {
            private int from;

            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                if (size <= MAX_FRAME) {
                    sink.text(text, last);
                    return true;
                }
                int end = Utf8.cut(text, from, MAX_FRAME_CHARS);
                boolean finished = end == text.length();
                sink.text(text.substring(from, end), last && finished);
                from = end;
                return finished;
            }
        };
    }

    /**
     * Bytes, or the part of a binary message.
     *
     * @param data from position to limit; not changed, by nobody
     * @param last whether the message ends with it
     * @return the unit
     */
    public static Outgoing binary(ByteBuffer data, boolean last) {
        return binary(data, last, false);
    }

    /**
     * As {@link #binary(ByteBuffer, boolean)}, of bytes that are the caller's again when its call returns.
     *
     * @param data from position to limit; not changed here
     * @param last whether the message ends with it
     * @return the unit
     */
    public static Outgoing borrowed(ByteBuffer data, boolean last) {
        return binary(data, last, true);
    }

    private static Outgoing binary(ByteBuffer data, boolean last, boolean borrowed) {
        ByteBuffer all = data.duplicate();
        return new Outgoing(true, all.remaining(), last) {
            private volatile boolean inUse = borrowed;

            @Override
            boolean borrows() {
                return inUse;
            }

            @Override
            void copied() {
                inUse = false;
            }

            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                if (all.remaining() <= MAX_FRAME) {
                    sink.binary(all, last);
                    return true;
                }
                ByteBuffer frame = all.duplicate().limit(all.position() + MAX_FRAME);
                all.position(frame.limit());
                sink.binary(frame, false);
                return false;
            }
        };
    }

    /**
     * A whole message that others may send too, without a copy for each where the sink can do without.
     *
     * @param message its content; its options are the caller's business
     * @return the unit
     */
    public static Outgoing shared(Message message) {
        return new SharedUnit(message);
    }

    /**
     * A part of a binary message, or a chunk of a stream as a message of its own, in an array that is given back once it is copied.
     *
     * @param lent from {@link ByteArrays}, or any other
     * @param count of its first bytes, at most {@link #MAX_FRAME}
     * @param endsMessage whether the message of the wire ends with it
     * @param endsLogicalMessage whether that of the application does
     * @return the unit
     */
    static Outgoing lent(byte[] lent, int count, boolean endsMessage, boolean endsLogicalMessage) {
        return new Outgoing(true, count, endsMessage, endsLogicalMessage) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                sink.binary(ByteBuffer.wrap(lent, 0, count), endsMessage);
                return true;
            }

            @Override
            void copied() {
                ByteArrays.giveBack(lent);
            }
        };
    }

    /**
     * A part of a binary message in a draft of the lane's sink, which ends with the unit.
     *
     * @param draft what was put into it is sent
     * @param count of its bytes, at most {@link #MAX_PART}
     * @param endsMessage whether the message of the wire ends with it
     * @param endsLogicalMessage whether that of the application does
     * @return the unit
     */
    static Outgoing draft(Draft draft, int count, boolean endsMessage, boolean endsLogicalMessage) {
        Outgoing unit = new Outgoing(true, count, endsMessage, endsLogicalMessage) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                if (!(sink instanceof PromptSink prompt)) {
                    throw new IllegalStateException("a draft goes to the sink that lent it");
                }
                prompt.drafted(draft, endsMessage);
                return true;
            }

            @Override
            void discard() {
                draft.drop();
            }
        };
        CompletableFuture<Void> unused = unit.done().whenComplete((sent, failure) -> {
            if (failure != null) {
                draft.drop();
            }
        });
        return unit;
    }

    /**
     * A ping.
     *
     * @param payload at most 125 bytes
     * @return the unit
     */
    public static Outgoing ping(ByteBuffer payload) {
        return new Outgoing(false, 0, true) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                sink.ping(payload);
                return true;
            }
        };
    }

    /**
     * A pong that no ping asked for.
     *
     * @param payload at most 125 bytes; asked for when the unit is sent, on the writer's thread
     * @return the unit
     */
    public static Outgoing pong(Supplier<ByteBuffer> payload) {
        return new Outgoing(false, 0, true) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                sink.pong(payload.get());
                return true;
            }
        };
    }

    /**
     * A short text that goes ahead of data as control frames do, and like them counts for nothing. Only where no message is ever open.
     *
     * @param text ASCII; asked for when the unit is sent, on the writer's thread
     * @return the unit
     */
    public static Outgoing controlText(Supplier<String> text) {
        return new Outgoing(false, 0, true) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                sink.text(text.get(), true);
                return true;
            }
        };
    }

    /**
     * A close frame.
     *
     * @param code one that may be sent, or 1005 for an empty close frame
     * @param reason at most 123 bytes of UTF-8
     * @return the unit
     */
    public static Outgoing close(int code, String reason) {
        return new Outgoing(false, 0, true) {
            @Override
            boolean writeNext(FrameSink sink) throws IOException {
                sink.close(code, reason);
                return true;
            }
        };
    }

    /**
     * Says what becomes of it where there is no room; before it is handed in as a whole message.
     *
     * @param policy otherwise {@link WhenFull#WAIT}
     * @param about what {@link WhenFull#CONFLATE} compares, or null, which equals null
     * @return this
     */
    public Outgoing whenFull(WhenFull policy, @Nullable Object about) {
        whenFull = policy;
        key = about;
        return this;
    }

    /**
     * Says that nobody waits for it; before it is handed in.
     *
     * @param withinNanos nanoseconds after which it is over, 0 or more
     * @return this
     */
    public Outgoing unattended(long withinNanos) {
        timeoutNanos = withinNanos;
        return this;
    }

    /**
     * Whether the writer has given it to a prompt sink, and so sees to its time once it is not sent at once. Until then {@link SendLane#watch}
     * has to.
     *
     * @return false also where that is not known here yet
     */
    public boolean isAccepted() {
        return accepted;
    }

    /** A prompt sink has all of it; by the writer. */
    void accepted() {
        accepted = true;
    }

    /** The nanoseconds of a unit that nobody waits for, once; {@link #ATTENDED} from then on, and where somebody waits. By the writer. */
    long unattendedForNanos() {
        long within = timeoutNanos;
        timeoutNanos = ATTENDED;
        return within;
    }

    WhenFull whenFull() {
        return whenFull;
    }

    /** Whether it may be dropped for one that comes later, if it still waits. */
    boolean yieldsTo(Outgoing newer) {
        if (!whole || whenFull != newer.whenFull) {
            return false;
        }
        return whenFull == WhenFull.DROP_OLDEST || (whenFull == WhenFull.CONFLATE && Objects.equals(key, newer.key));
    }

    /** Whether its content is still that of a caller, who may change it when the call returns. */
    boolean borrows() {
        return false;
    }

    /** The sink has copied all of it; nothing needs its content any more. Not called where that is not known. */
    void copied() {}

    /** It was not handed in, and nobody else has it. */
    void discard() {}

    /** The frame that is all of it, where that is one that others send too and the sink takes it as it is; before anything is written. */
    @Nullable
    SharedFrame onlyShared(PromptSink sink) {
        return null;
    }

    /** Writes the next frame of at most {@link #MAX_FRAME} bytes; true if it was the last. */
    abstract boolean writeNext(FrameSink sink) throws IOException;

    /**
     * How the unit ended.
     *
     * @return completes once, when all of it is on its way or with the failure; on the writer's thread or the engine's
     */
    public CompletableFuture<Void> done() {
        return done;
    }

    /**
     * Its content.
     *
     * @return payload bytes
     */
    public long size() {
        return size;
    }

    /** What it counts against the bound of the queue. */
    long cost() {
        return data ? Math.max(size, SMALLEST_COST) : 0;
    }

    boolean isData() {
        return data;
    }

    /** Whether a message of the wire ends with it, so that none is open behind it. */
    boolean endsMessage() {
        return endsMessage;
    }

    /** Whether a message of the application ends with it, and the turn of the one that sends it. */
    boolean endsLogicalMessage() {
        return endsLogicalMessage;
    }
}
