package org.sluice.grizzly.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.api.CloseCode;
import org.sluice.core.frame.ClosePayload;
import org.sluice.core.frame.Masking;
import org.sluice.core.frame.Opcode;

/**
 * One whole frame as Tyrus has encoded it, taken apart. Whether it may be sent now is left to the wire. Used by one thread at a time.
 */
final class TyrusFrame {

    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final Opcode opcode;
    private final boolean fin;
    private final ByteBuffer payload;

    private TyrusFrame(Opcode opcode, boolean fin, ByteBuffer payload) {
        this.opcode = opcode;
        this.fin = fin;
        this.payload = payload;
    }

    /** Takes the frame apart; one of a client is unmasked in place. */
    static TyrusFrame of(ByteBuffer encoded) throws IOException {
        ByteBuffer frame = encoded.slice();
        int first = frame.get();
        Opcode opcode = Opcode.of(first & OPCODE);
        if (opcode == null) {
            throw new IOException("The engine sends a frame of the unknown opcode " + (first & OPCODE));
        }
        int second = frame.get();
        int length = second & LENGTH;
        if (length == LENGTH_16) {
            length = frame.getShort() & 0xFFFF;
        } else if (length == LENGTH_64) {
            length = Math.toIntExact(frame.getLong());
        }
        if ((second & MASKED) != 0) {
            int key = frame.getInt();
            Masking.apply(frame, key, 0);
        }
        if (frame.remaining() != length) {
            throw new IOException("The engine sends " + frame.remaining() + " bytes in a frame of " + length);
        }
        return new TyrusFrame(opcode, (first & FIN) != 0, frame);
    }

    Opcode opcode() {
        return opcode;
    }

    ByteBuffer payload() {
        return payload;
    }

    private void closeOn(Wire wire) throws IOException {
        ClosePayload close = ClosePayload.read(payload);
        // Tyrus says 1000 for what it cannot say.
        wire.close(close.code() == CloseCode.NO_STATUS ? CloseCode.NORMAL : close.code(), close.reason());
    }

    /** Sends the next 64 KiB at most; true if nothing is left. */
    boolean sendPart(Wire wire) throws IOException {
        if (opcode == Opcode.CLOSE) {
            closeOn(wire);
            return true;
        }
        int most = Math.min(payload.remaining(), Outbox.MAX_PAYLOAD);
        ByteBuffer part = payload.duplicate().limit(payload.position() + most);
        payload.position(part.limit());
        boolean done = !payload.hasRemaining();
        wire.part(opcode, part, fin && done);
        return done;
    }
}
