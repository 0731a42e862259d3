package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Watchdog;
import org.sluice.core.deflate.MessageInflater;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.Opcode;

/**
 * What a wire receives: messages, inflated where that was agreed on, go to its receiver, which may pause for so long only; all else is the
 * wire's. Called by the one that reads; the receiver may be set by another thread before it begins.
 */
final class Receiving implements FrameHandler, Intake.Owner {

    private final Wire wire;
    private final @Nullable Inflating inflating;
    private volatile @Nullable Receiver receiver;
    /** Made for the first pause, since most connections never have one. */
    private volatile Watchdog stall = Watchdog.NEVER;

    /** Without an inflater nothing may come compressed. */
    Receiving(Wire wire, @Nullable MessageInflater inflater) {
        this.wire = wire;
        inflating = inflater == null ? null : new Inflating(inflater, this::receive);
    }

    /** Who has the messages from now on. */
    void by(Receiver next) {
        receiver = next;
    }

    /** Null until the connection is open. */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    boolean inflates() {
        return inflating != null;
    }

    @Override
    public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) throws FrameException {
        wire.touch();
        return (compressed && inflating != null) ? inflating.data(kind, part, last) : receive(kind, part, last);
    }

    private boolean receive(Opcode kind, ByteBuffer part, boolean last) throws FrameException {
        return Objects.requireNonNull(receiver, "started before it was opened").data(kind, part, last);
    }

    @Override
    public void ping(ByteBuffer payload) {
        wire.touch();
        wire.answer(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
        wire.touch();
        Receiver to = receiver;
        if (to != null) {
            to.pong(payload);
        }
    }

    @Override
    public void close(int code, String reason) {
        wire.closedByPeer(code, reason);
    }

    @Override
    public void broken(FrameException e) {
        wire.broken(e);
    }

    @Override
    public boolean goOn() throws FrameException {
        return inflating == null || inflating.goOn();
    }

    @Override
    public void ended(@Nullable IOException e) {
        wire.lost(e);
    }

    @Override
    public void paused(boolean now) {
        if (now) {
            watchStall();
        } else {
            stall.pause();
        }
    }

    private void watchStall() {
        // After a close nobody waits for the application any more.
        if (stall == Watchdog.NEVER && !wire.isClosing() && receiver instanceof SocketReceiver socket) {
            stall = new Watchdog(socket.stallTimeout(), System::nanoTime, this::stalled);
        }
        stall.watch();
    }

    private void stalled() {
        Receiver to = receiver;
        if (to != null) {
            to.stalled();
            wire.releaseIfPaused();
        }
    }

    /** The application has taken something. */
    void progress() {
        stall.touch();
    }

    /** The receiver may take its time from now on. */
    void stopWatching() {
        stall.stop();
    }

    /** Frees what it holds. */
    void end() {
        stall.stop();
        if (inflating != null) {
            inflating.end();
        }
    }
}
