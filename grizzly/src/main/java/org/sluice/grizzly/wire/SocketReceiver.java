package org.sluice.grizzly.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Utf8Parts;
import org.sluice.core.port.Inbound;

/** Hands what a wire receives to a socket of ours, text as checked characters. */
final class SocketReceiver implements Receiver {

    private final Inbound inbound;
    private final Duration stallTimeout;
    private final Utf8Parts text = new Utf8Parts();

    SocketReceiver(Inbound inbound, Duration stallTimeout) {
        this.inbound = inbound;
        this.stallTimeout = stallTimeout;
    }

    /** How long the application may take nothing. */
    Duration stallTimeout() {
        return stallTimeout;
    }

    @Override
    public boolean data(Opcode kind, ByteBuffer part, boolean last) throws FrameException {
        return kind == Opcode.TEXT ? inbound.text(text.part(part, last), last) : inbound.binary(part, last);
    }

    @Override
    public void pong(ByteBuffer payload) {
        inbound.pong(payload);
    }

    @Override
    public boolean failed(int code, String reason) {
        inbound.failed(code, reason);
        return true;
    }

    @Override
    public void stalled() {
        inbound.stalled(stallTimeout);
    }

    @Override
    public void closed(End end, @Nullable Throwable cause) {
        inbound.closed(end.code(), end.reason(), cause);
    }
}
