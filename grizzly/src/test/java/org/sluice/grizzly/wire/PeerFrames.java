package org.sluice.grizzly.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.core.frame.ClosePayload;
import org.sluice.core.frame.FrameDecoder;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.FrameHandler;
import org.sluice.core.frame.FrameHeader;
import org.sluice.core.frame.Masking;
import org.sluice.core.frame.Opcode;
import org.sluice.core.frame.Role;

/** What a peer sends and reads, frame by frame. */
final class PeerFrames {

    private static final int KEY = 0x1234_5678;

    private PeerFrames() {}

    /** A frame as an end of that role sends it. */
    static byte[] frame(Role by, Opcode opcode, boolean fin, byte[] payload) {
        ByteBuffer to = ByteBuffer.allocate(FrameHeader.length(payload.length, by.masks()) + payload.length);
        ByteBuffer content = ByteBuffer.wrap(payload.clone());
        if (by.masks()) {
            FrameHeader.writeMasked(to, opcode, fin, false, payload.length, KEY);
            Masking.apply(content, KEY, 0);
        } else {
            FrameHeader.write(to, opcode, fin, false, payload.length);
        }
        return to.put(content).array();
    }

    static byte[] text(Role by, String text) {
        return frame(by, Opcode.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] binary(Role by, int size) {
        return frame(by, Opcode.BINARY, true, new byte[size]);
    }

    static byte[] ping(Role by, String payload) {
        return frame(by, Opcode.PING, true, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(Role by, int code, String reason) {
        ByteBuffer payload = new ClosePayload(code, reason).bytes();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return frame(by, Opcode.CLOSE, true, bytes);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The frames that an end of that role has sent; what is not as it should be shows at the end of the list. */
    static List<String> read(Role by, byte[] bytes) {
        Collector collector = new Collector();
        FrameDecoder decoder = new FrameDecoder(by == Role.CLIENT ? Role.SERVER : Role.CLIENT, false, collector);
        try {
            for (int i = 0; i < bytes.length; i++) {
                if (collector.closed) {
                    collector.found.add("and " + (bytes.length - i) + " bytes more");
                    return collector.found;
                }
                // One by one, since the decoder drops what comes after a close frame.
                boolean unused = decoder.decode(ByteBuffer.wrap(new byte[] {bytes[i]}));
                if (decoder.isBetweenFrames()) {
                    collector.frameEnds();
                }
            }
        } catch (FrameException e) {
            throw new AssertionError("What was sent breaks the protocol", e);
        }
        if (!decoder.isBetweenFrames()) {
            collector.found.add("and a torn frame");
        }
        return collector.found;
    }

    private static final class Collector implements FrameHandler {

        final List<String> found = new ArrayList<>();
        boolean closed;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private @Nullable Opcode kind;
        private boolean last;

        void frameEnds() {
            if (kind != null) {
                String text =
                        kind == Opcode.TEXT ? content.toString(StandardCharsets.UTF_8) : String.valueOf(content.size());
                found.add((kind == Opcode.TEXT ? "text:" : "binary:") + text + (last ? "" : "+"));
                kind = null;
                content.reset();
            }
        }

        @Override
        public boolean data(Opcode of, boolean compressed, ByteBuffer part, boolean ends) {
            kind = of;
            last = ends;
            while (part.hasRemaining()) {
                content.write(part.get());
            }
            return true;
        }

        @Override
        public void ping(ByteBuffer payload) {
            found.add("ping:" + StandardCharsets.UTF_8.decode(payload));
        }

        @Override
        public void pong(ByteBuffer payload) {
            found.add("pong:" + StandardCharsets.UTF_8.decode(payload));
        }

        @Override
        public void close(int code, String reason) {
            closed = true;
            found.add("close:" + code + ":" + reason);
        }
    }
}
