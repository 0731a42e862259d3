package org.sluice.core.send;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sluice.api.Message;
import org.sluice.api.MessageType;
import org.sluice.core.frame.FrameHeader;
import org.sluice.core.frame.Opcode;
import org.sluice.core.port.SharedFrame;

/** The frames of a message as a server sends them, made once for all connections: unmasked, not compressed, texts cut between characters. */
final class SharedFrames {

    /** The two highest bits of a byte that continues a character (RFC 3629, 3). */
    private static final int CONTINUES_MASK = 0xC0;

    private static final int CONTINUES = 0x80;

    private final List<SharedFrame> all;

    private SharedFrames(List<SharedFrame> all) {
        this.all = all;
    }

    /** Those of the message, made where nobody did before. */
    static SharedFrames of(Message message) {
        return message.made(SharedFrames.class, () -> new SharedFrames(frames(message)));
    }

    List<SharedFrame> all() {
        return all;
    }

    private static List<SharedFrame> frames(Message message) {
        boolean text = message.type() == MessageType.UTF8;
        ByteBuffer left = message.bytes();
        List<SharedFrame> frames = new ArrayList<>(1);
        Opcode opcode = text ? Opcode.TEXT : Opcode.BINARY;
        boolean last;
        do {
            ByteBuffer payload = left.duplicate().limit(cut(left, text));
            left.position(payload.limit());
            last = !left.hasRemaining();
            ByteBuffer frame =
                    ByteBuffer.allocate(FrameHeader.length(payload.remaining(), false) + payload.remaining());
            FrameHeader.write(frame, opcode, last, false, payload.remaining());
            frames.add(new SharedFrame(frame.put(payload).array(), text, last));
            opcode = Opcode.CONTINUATION;
        } while (!last);
        return List.copyOf(frames);
    }

    /** Where the next frame ends. */
    private static int cut(ByteBuffer left, boolean text) {
        if (left.remaining() <= Outgoing.MAX_FRAME) {
            return left.limit();
        }
        int end = left.position() + Outgoing.MAX_FRAME;
        while (text && (left.get(end) & CONTINUES_MASK) == CONTINUES) {
            end--;
        }
        return end;
    }
}
