package org.sluice.grizzly.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.core.common.Watchdog;
import org.sluice.core.deflate.DeflateAgreement;
import org.sluice.core.deflate.DeflateOptions;
import org.sluice.core.deflate.InflateLimits;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameEncoder;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.MaskingKeys;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;
import org.sluice.core.port.ClosingException;
import org.sluice.core.port.DirectConnection;
import org.sluice.core.port.Draft;
import org.sluice.core.port.Inbound;
import org.sluice.core.port.SharedFrame;

/**
 * One WebSocket over a line: all its frames in both directions, the control frames and the closing among them. Messages are left to the
 * receiver, which is a socket that attaches while the connection is opened, or otherwise an ordinary endpoint.
 */
public final class Wire implements DirectConnection {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of all servers: what does not mask has no state. */
    private static final FrameEncoder UNMASKED = new FrameEncoder(Role.SERVER, new MaskingKeys(RANDOM));

    private final Line line;
    private final Outbox outbox;
    private final Intake intake;
    private final Uptake uptake = new Uptake();
    private final MessageFrames messages;
    private final Receiving receiving;

    private final Closing closing;
    private final Ending ending;
    private volatile Watchdog idle = Watchdog.NEVER;

    /**
     * Makes a wire, which reads nothing before {@link #start}.
     *
     * @param line up
     * @param role of this end
     * @param closeTimeout how long the peer may take over its part of a close that is not a socket's own
     */
    public Wire(Line line, Role role, Duration closeTimeout) {
        this(line, role, closeTimeout, null);
    }

    /**
     * Makes a wire with compression, which reads nothing before {@link #start}.
     *
     * @param line up
     * @param role of this end
     * @param closeTimeout how long the peer may take over its part of a close that is not a socket's own
     * @param compression what was agreed on, or null
     */
    public Wire(Line line, Role role, Duration closeTimeout, @Nullable DeflateAgreement compression) {
        this.line = line;
        outbox = new Outbox(line, encoder(role), SegmentPool.of(line));
        messages = new MessageFrames(
                outbox, compression == null ? null : compression.deflater(role, DeflateOptions.DEFAULT));
        receiving = new Receiving(
                this, compression == null ? null : compression.inflater(role, InflateLimits.ofMessage(Long.MAX_VALUE)));
        closing = new Closing(line, role, closeTimeout, outbox, this::complete);
        ending = new Ending(closing, receiving);
        intake = new Intake(line, new FrameDecoder(role, compression != null, receiving), receiving);
    }

    private static FrameEncoder encoder(Role role) {
        return role.masks() ? new FrameEncoder(role, new MaskingKeys(RANDOM)) : UNMASKED;
    }

    /**
     * What the line's events go to.
     *
     * @return always the same
     */
    public Line.Events events() {
        return new Line.Events() {
            @Override
            public void readable() {
                intake.readable();
            }

            @Override
            public void writable() {
                try {
                    outbox.writable();
                    uptake.more(intake.received(), outbox.written());
                    idle.touch();
                } catch (IOException e) {
                    unsendable(e);
                }
            }

            @Override
            public void gone() {
                Wire.this.gone();
            }
        };
    }

    // The receiving side.

    @Override
    public void attach(Inbound inbound, Duration stallTimeout, Duration idleTimeout) {
        receiveWith(new SocketReceiver(inbound, stallTimeout));
        idle = idleTimeout.isZero()
                ? Watchdog.NEVER
                : new Watchdog(
                        idleTimeout,
                        System::nanoTime,
                        () -> fail(CloseCode.GOING_AWAY, "no traffic for " + idleTimeout));
        idle.watch();
        if (ending.isLineGone()) {
            // The end may have stopped the one that was here before.
            idle.stop();
        }
    }

    @Override
    public void compress(boolean on) {
        messages.compress(on);
    }

    @Override
    public List<String> extensions() {
        return receiving.inflates() ? List.of(DeflateAgreement.EXTENSION) : List.of();
    }

    @Override
    public InetSocketAddress localAddress() {
        return line.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return line.remoteAddress();
    }

    @Override
    public long signsOfLife() {
        return intake.received() + uptake.signs();
    }

    /** Whether a socket of ours has the data, so that no other may send any. */
    boolean isAttached() {
        return receiving.receiver() instanceof SocketReceiver;
    }

    /** Gives the data to a receiver, and the end if it came before. */
    void receiveWith(Receiver receiver) {
        receiving.by(receiver);
        ending.deliver();
    }

    /**
     * Begins to receive, with what came together with the handshake.
     *
     * @param received from position to limit; kept
     */
    public void start(ByteBuffer received) {
        if (received.hasRemaining()) {
            intake.startWith(received);
        }
        intake.release();
    }

    /**
     * What is run once at the end, after the receiver was told.
     *
     * @param action must neither block nor throw
     */
    public void whenEnded(Runnable action) {
        ending.whenTold(action);
    }

    /** Whether the receiver was told of the end. */
    boolean hasEnded() {
        return ending.isTold();
    }

    @Override
    public void release() {
        intake.release();
    }

    @Override
    public boolean pull(long nanos, @Nullable ByteBuffer place) {
        return intake.pull(nanos, place);
    }

    @Override
    public void claim() {
        intake.claim();
    }

    @Override
    public void progress() {
        receiving.progress();
    }

    // What the receiving finds.

    /** There is traffic. */
    void touch() {
        idle.touch();
    }

    void releaseIfPaused() {
        if (intake.isPaused()) {
            intake.release();
        }
    }

    /** Answers a ping. */
    void answer(ByteBuffer payload) {
        if (closing.isSent()) {
            return;
        }
        try {
            outbox.pong(payload);
            outbox.flush(() -> {});
        } catch (IOException e) {
            unsendable(e);
        }
    }

    void closedByPeer(int code, String reason) {
        closing.receive(code, reason);
        closeQuietly(code, reason);
        closing.check();
    }

    /** The peer has broken the protocol. */
    void broken(FrameException e) {
        ending.comesFrom(e);
        String reason = Objects.requireNonNullElse(e.getMessage(), "");
        closing.fail(e.closeCode(), reason);
        fail(e.closeCode(), reason);
        closing.check();
    }

    private void fail(int code, String reason) {
        Receiver to = receiving.receiver();
        if (to == null || !to.failed(code, reason)) {
            closeQuietly(code, reason);
        }
    }

    // The sending side.

    @Override
    public boolean hasRoom() {
        return outbox.hasRoom();
    }

    @Override
    public boolean ready(Runnable again) {
        return outbox.ready(again);
    }

    @Override
    public void flush(Runnable sent) throws IOException {
        try {
            outbox.flush(sent);
            idle.touch();
        } catch (IOException e) {
            throw unflushed(e);
        }
    }

    private IOException unflushed(IOException cause) {
        unsendable(cause);
        return closing.isSent() ? new ClosingException(cause) : cause;
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        part(Opcode.TEXT, ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        part(Opcode.BINARY, part, last);
    }

    @Override
    public boolean shares() {
        return messages.shares();
    }

    @Override
    public void shared(SharedFrame frame) throws IOException {
        throwIfClosing();
        messages.shared(frame);
    }

    @Override
    public boolean sharedAtOnce(SharedFrame frame) throws IOException {
        throwIfClosing();
        try {
            boolean gone = messages.sharedAtOnce(frame);
            idle.touch();
            return gone;
        } catch (ClosingException e) {
            throw e;
        } catch (IOException e) {
            throw unflushed(e);
        }
    }

    @Override
    public @Nullable Draft draft() {
        return messages.draft();
    }

    @Override
    public void drafted(Draft draft, boolean last) throws IOException {
        try {
            throwIfClosing();
            messages.drafted(draft, last);
        } finally {
            draft.drop();
        }
    }

    void part(Opcode kind, ByteBuffer part, boolean last) throws IOException {
        throwIfClosing();
        messages.part(kind, part, last);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        control(Opcode.PING, payload);
    }

    @Override
    public void pong(ByteBuffer payload) throws IOException {
        control(Opcode.PONG, payload);
    }

    void control(Opcode kind, ByteBuffer payload) throws IOException {
        throwIfClosing();
        outbox.frame(kind, true, false, payload.duplicate());
    }

    /** Whether a close frame was sent. */
    boolean isClosing() {
        return closing.isSent();
    }

    private void throwIfClosing() throws ClosingException {
        if (closing.isSent()) {
            throw new ClosingException(null);
        }
    }

    // Closing.

    /** A socket cuts at its own close timeout, which the application may have set; the wire's is for all others. */
    @Override
    public void close(int code, String reason) throws IOException {
        if (!isAttached()) {
            closing.endInTime();
        }
        send(code, reason);
    }

    private void send(int code, String reason) throws IOException {
        receiving.stopWatching();
        idle.stop();
        try {
            closing.send(code, reason);
        } catch (IOException e) {
            unsendable(e);
            throw e;
        }
    }

    /** Of the wire's own accord, of which a socket hears at the end. */
    private void closeQuietly(int code, String reason) {
        closing.endInTime();
        try {
            send(code, reason);
        } catch (IOException e) {
            // Its end is told with the reason.
            unsendable(e);
        }
    }

    /** Ends the connection unless it ends by itself within the close timeout from the first call on. */
    void endInTime() {
        closing.endInTime();
    }

    /** The engine is done with the connection, with a close frame or without. */
    void closedByEngine() {
        if (!closing.isSent()) {
            lost(null);
        }
    }

    private void complete() {
        line.onSelector(this::closed);
    }

    /** Both ends have said all; on the selector's thread, behind what was received before. What is left is the end of the line. */
    private void closed() {
        closing.endInTime();
        intake.drop();
        if (outbox.pending() == 0) {
            closing.shutIfComplete();
        }
        ending.tell();
    }

    @Override
    public void abort() {
        line.terminate();
    }

    /** The peer sends no more, or the line failed. */
    void lost(@Nullable Throwable cause) {
        ending.mayComeFrom(cause);
        line.terminate();
    }

    /**
     * Nothing goes out any more, as where the peer has closed. What it sent before, its close frame perhaps, may still be here to be
     * read: so the receiving ends by itself, or at the close timeout.
     */
    private void unsendable(IOException cause) {
        if (!outbox.isRefusal(cause)) {
            ending.mayComeFrom(cause);
        }
        outbox.end(new IOException("The connection takes nothing more", cause));
        line.writing(false);
        closing.endInTime();
    }

    /** What is run when the connection below is gone; at once if it is, and twice if that is so meanwhile. It must neither block nor throw. */
    void whenGone(Consumer<IOException> action) {
        ending.whenLineGone(action);
    }

    private void gone() {
        IOException why = ending.lossOfLine();
        outbox.end(why);
        ending.lineGone(why);
        // Behind what is being received, so that the end comes last.
        line.onSelector(() -> intake.stop(this::ended));
    }

    private void ended() {
        messages.end();
        receiving.end();
        idle.stop();
        closing.stop();
        ending.tell();
    }

    End end() {
        return closing.end();
    }
}
