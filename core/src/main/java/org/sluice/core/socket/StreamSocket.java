package org.sluice.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.api.SendingSubscriber;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.StreamWebSocketControl;
import org.sluice.api.WebSocket;
import org.sluice.core.common.Callbacks;
import org.sluice.core.common.OneCaller;
import org.sluice.core.credit.Charge;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.Grant;
import org.sluice.core.credit.StreamChunks;
import org.sluice.core.port.Brake;
import org.sluice.core.receive.BoundedPipe;
import org.sluice.core.receive.MessageInput;
import org.sluice.core.receive.PipeChannel;
import org.sluice.core.receive.PipeInput;
import org.sluice.core.receive.ReceiveFailures;
import org.sluice.core.send.FlushingOutput;
import org.sluice.core.send.MessageOutput;
import org.sluice.core.send.OutputChannel;
import org.sluice.core.send.SendLane;

/** A stream socket above the ports. */
public final class StreamSocket extends AbstractSocket implements StreamWebSocket {

    /** Of what is published: as large as the largest frame that is sent. */
    private static final int LARGEST_PART = 64 * 1024;

    private final StreamControl control;
    private final FlushingOutput output = new FlushingOutput(this::newMessageOutput, this::sendTimeout);
    private final OneCaller reading = new OneCaller(ReceiveFailures::late, ReceiveFailures::interrupted);

    private volatile @Nullable BoundedPipe pipe;
    private volatile @Nullable InputStream input;
    private final AtomicReference<Flow.@Nullable Publisher<ByteBuffer>> publisher = new AtomicReference<>();
    /** Guarded by reading. */
    private @Nullable MessageInput message;

    // Touched by the port's thread alone.
    private final StreamChunks chunks = new StreamChunks();
    private String grant = "";

    /**
     * Makes a socket that belongs to no deployed application.
     *
     * @param connector connects it; null where a container opens it
     */
    public StreamSocket(@Nullable Connector connector) {
        this(connector, Callbacks.plain());
    }

    /**
     * Makes a socket.
     *
     * @param connector connects it; null where a container opens it
     * @param application where its callbacks run
     */
    public StreamSocket(@Nullable Connector connector, Callbacks application) {
        super(connector, application);
        control = new StreamControl(connector != null);
    }

    @Override
    BaseControl<?> options() {
        return control;
    }

    @Override
    public StreamWebSocketControl control() {
        return control;
    }

    @Override
    public CreditOffer.Kind kind() {
        return CreditOffer.Kind.STREAM;
    }

    @Override
    WebSocket self() {
        return this;
    }

    // Sending.

    @Override
    public OutputStream outputStream() {
        return output;
    }

    @Override
    public WritableByteChannel writableChannel() {
        return new OutputChannel(output);
    }

    @Override
    public OutputStream newMessage() {
        return newMessageOutput();
    }

    @Override
    public SendingSubscriber<ByteBuffer> messageSubscriber() {
        return calls().sending(new MessageSink(this::newMessageOutput, this::abortMessage));
    }

    /** A connection on which nothing can be sent any more ends by itself, and is not to look closed by this end. */
    private void abortMessage() {
        if (!wiring().lane().hasEnded()) {
            closeSoon(CloseCode.INTERNAL_ERROR, "a message could not be sent to its end");
        }
    }

    private MessageOutput newMessageOutput() {
        SendLane lane = wiring().lane();
        CreditLink credit = wiring().credit();
        return credit == null
                ? new MessageOutput(lane, this::sendTimeout)
                : MessageOutput.inChunks(lane, this::sendTimeout, credit.terms().chunk());
    }

    // Receiving.

    @Override
    public InputStream inputStream() {
        InputStream known = input;
        if (known == null) {
            throw notConnected();
        }
        return known;
    }

    @Override
    public ReadableByteChannel readableChannel() {
        BoundedPipe from = pipe;
        if (from == null) {
            throw notConnected();
        }
        return new PipeChannel(from);
    }

    @Override
    public Optional<InputStream> nextMessage() throws IOException {
        BoundedPipe from = pipe;
        if (from == null) {
            throw notConnected();
        }
        reading.enter(control::receiveTimeout);
        try {
            Optional<MessageInput> next = MessageInput.next(from, message);
            message = next.orElse(null);
            return next.map(stream -> stream);
        } finally {
            reading.leave();
        }
    }

    @Override
    public Flow.Publisher<ByteBuffer> publisher() {
        return publisher(LARGEST_PART);
    }

    /** Always the same, in which its first caller says how many bytes a part has at most. */
    Flow.Publisher<ByteBuffer> publisher(int largestPart) {
        BoundedPipe from = pipe;
        if (from == null) {
            throw notConnected();
        }
        return publisher.updateAndGet(known -> known == null ? publishing(new PipeSource(from, largestPart)) : known);
    }

    private static IllegalStateException notConnected() {
        return new IllegalStateException("The socket is not connected; connect it first.");
    }

    @Override
    void attach(Brake brake) {
        CreditLink credit = wiring().credit();
        BoundedPipe made = credit == null
                ? new BoundedPipe(brake, control::receiveTimeout)
                : new BoundedPipe(brake, control::receiveTimeout, () -> capacity(credit), credit::taken);
        pipe = made;
        input = new PipeInput(made);
    }

    /** A peer that keeps to its credit is never paused, and one that need not is bounded as one without. */
    private static long capacity(CreditLink credit) {
        return Math.max(BoundedPipe.CAPACITY, credit.largestWindow());
    }

    @Override
    public boolean text(String part, boolean last) {
        CreditLink credit = wiring().credit();
        if (credit != null && credit.terms().text()) {
            takeGrant(credit, part, last);
            return true;
        }
        BoundedPipe from = pipe;
        if (isOpen() && from != null) {
            closeSoon(CloseCode.UNSUPPORTED_DATA, "a stream socket takes binary data only");
        }
        return true;
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        BoundedPipe into = pipe;
        if (into == null) {
            return true;
        }
        CreditLink credit = wiring().credit();
        if (credit != null) {
            return chunk(credit, into, part, last);
        }
        counters().received(part.remaining(), last);
        return wiring().telling(into.put(part, last));
    }

    /** A grant is short; of anything else no more is kept than shows that it is none. */
    private void takeGrant(CreditLink credit, String part, boolean last) {
        grant += part.substring(0, Math.min(part.length(), Grant.MAX_TEXT + 1 - grant.length()));
        if (!last) {
            return;
        }
        String whole = grant;
        grant = "";
        try {
            credit.granted(Grant.readText(whole));
        } catch (CreditException e) {
            refuse(CloseCode.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private boolean chunk(CreditLink credit, BoundedPipe into, ByteBuffer part, boolean last) {
        int bytes = part.remaining();
        long cost;
        try {
            cost = credit.received(bytes, last);
        } catch (CreditException e) {
            refuse(CloseCode.POLICY_VIOLATION, String.valueOf(e.getMessage()));
            return true;
        }
        boolean ends = chunks.endsLogicalMessage(bytes, last);
        counters().received(bytes, ends);
        // What a tiny chunk costs beyond its bytes is not held.
        long held = (long) bytes + (ends ? Charge.LEAST : 0);
        if (cost > held) {
            credit.taken(cost - held);
        }
        return wiring().telling(into.put(part, ends));
    }

    @Override
    void receiveEnded(@Nullable IOException why) {
        BoundedPipe from = pipe;
        if (from != null) {
            from.end(why);
        }
    }

    @Override
    void receiveAbandoned(IOException why) {
        BoundedPipe from = pipe;
        if (from != null) {
            from.abandon(why);
        }
    }

    /**
     * Tells that the application's work on this stream failed; an open socket closes with 1011.
     *
     * @param failure what it threw
     */
    public void workFailed(Throwable failure) {
        handlerFailed("The stream handler", failure);
    }
}
