package org.sluice.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads the frames of a client, which are masked, one by one (RFC 6455, 5.2). Checks nothing but the mask. */
final class MaskedFrames {

    private static final int MASKED = 0x80;

    private final DataInputStream in;

    MaskedFrames(Socket connection) throws IOException {
        in = new DataInputStream(connection.getInputStream());
    }

    /** A frame as it came, unmasked. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, boolean fin, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & MASKED) == 0) {
            throw new IOException("a client's frame without a mask");
        }
        long length = second & ~MASKED;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] key = new byte[4];
        in.readFully(key);
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % 4];
        }
        return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
    }

    /** Whether the client ended the connection, after nothing else. */
    boolean atEnd() throws IOException {
        return in.read() < 0;
    }
}
