package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.spi.Connection;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHeader;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Utf8Check;

/**
 * Hands what a wire receives to the session of an ordinary endpoint, in checked and unmasked frames of at most 64 KiB, on a thread that
 * it may block; while more waits for it than a few frames, the wire pauses.
 */
final class TyrusReceiver implements Receiver {

    private final Connection session;
    private final Lane lane;
    private final Utf8Check text = new Utf8Check();
    private boolean inMessage;

    TyrusReceiver(Connection session, Executor threads, Runnable release) {
        this.session = session;
        this.lane = new Lane(threads, release);
    }

    @Override
    public boolean data(Opcode kind, ByteBuffer part, boolean last) throws FrameException {
        if (kind == Opcode.TEXT) {
            text.part(part, last);
        }
        Opcode opcode = inMessage ? Opcode.CONTINUATION : kind;
        inMessage = !last;
        return hand(opcode, last, part);
    }

    @Override
    public void pong(ByteBuffer payload) {
        // What it answers is not asked: pongs are small, and no more of them come than the next part allows.
        boolean unused = hand(Opcode.PONG, true, payload);
    }

    private boolean hand(Opcode opcode, boolean fin, ByteBuffer payload) {
        int size = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(FrameHeader.length(size, false) + size);
        FrameHeader.write(frame, opcode, fin, false, size);
        frame.put(payload).flip();
        return lane.add(size, () -> session.getReadHandler().handle(frame));
    }

    @Override
    public boolean failed(int code, String reason) {
        return false;
    }

    @Override
    public void stalled() {
        // An ordinary endpoint may take as long as it likes.
    }

    @Override
    public void closed(End end, @Nullable Throwable cause) {
        lane.close(() -> session.close(TyrusBridge.reason(end)));
    }
}
