package org.sluice.core.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps what a decoder hands on as lines, with the parts of a message put together, so that they are the same however the wire was cut. */
final class FrameRecorder implements FrameHandler {

    final List<String> lines = new ArrayList<>();
    int parts;
    int largestPart;
    /** After which part to pause once; negative for never. */
    int pauseAfter = -1;

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    @Override
    public boolean data(Opcode kind, boolean compressed, ByteBuffer part, boolean last) {
        parts++;
        largestPart = Math.max(largestPart, part.remaining());
        byte[] bytes = bytes(part);
        open.write(bytes, 0, bytes.length);
        if (last) {
            lines.add(kind + (compressed ? "+" : "") + " " + hex(open.toByteArray()));
            open.reset();
        }
        return parts != pauseAfter;
    }

    @Override
    public void ping(ByteBuffer payload) {
        lines.add("PING " + hex(bytes(payload)));
    }

    @Override
    public void pong(ByteBuffer payload) {
        lines.add("PONG " + hex(bytes(payload)));
    }

    @Override
    public void close(int code, String reason) {
        lines.add("CLOSE " + code + " " + reason);
    }

    /** What came of the message that is not at its end. */
    String unfinished() {
        return hex(open.toByteArray());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }
}
