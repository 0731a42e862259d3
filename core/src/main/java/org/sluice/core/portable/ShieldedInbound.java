package org.sluice.core.portable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sluice.api.CloseCode;
import org.sluice.core.port.Inbound;

/**
 * Passes everything on to the socket. Where that fails, which is a bug of ours or a broken deployment, the connection ends with 1011 and the log has
 * the failure: a container would close with a code of its own, Tomcat with 1002 as if the peer were to blame, and say nothing.
 */
final class ShieldedInbound implements Inbound {

    private static final Logger LOG = System.getLogger("org.sluice");

    private final Inbound socket;

    ShieldedInbound(Inbound socket) {
        this.socket = socket;
    }

    @Override
    public boolean text(String part, boolean last) {
        return shielded(() -> socket.text(part, last));
    }

    @Override
    public boolean binary(ByteBuffer part, boolean last) {
        return shielded(() -> socket.binary(part, last));
    }

    @Override
    public void pong(ByteBuffer payload) {
        boolean unused = shielded(() -> {
            socket.pong(payload);
            return true;
        });
    }

    private boolean shielded(BooleanSupplier delivery) {
        try {
            return delivery.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "Taking what the container delivered failed; the socket closes with 1011", e);
            socket.failed(CloseCode.INTERNAL_ERROR, "taking what was received failed");
            return true;
        }
    }

    @Override
    public void stalled(Duration timeout) {
        socket.stalled(timeout);
    }

    @Override
    public void failed(int code, String reason) {
        socket.failed(code, reason);
    }

    @Override
    public void closed(int code, String reason, @Nullable Throwable cause) {
        socket.closed(code, reason, cause);
    }
}
