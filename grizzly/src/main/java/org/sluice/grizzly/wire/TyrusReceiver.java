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
        int size = part.remaining();
        return lane.add(size, handling(opcode, last, part, size));
    }

    @Override
    public void pong(ByteBuffer payload) {
        // A pong does not pause the wire, so that a flood of them would have no bound.
        int size = payload.remaining();
        lane.offer(size, handling(Opcode.PONG, true, payload, size));
    }

    private Runnable handling(Opcode opcode, boolean fin, ByteBuffer payload, int size) {
        ByteBuffer frame = ByteBuffer.allocate(FrameHeader.length(size, false) + size);
        FrameHeader.write(frame, opcode, fin, false, size);
        frame.put(payload).flip();
        return () -> session.getReadHandler().handle(frame);
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
