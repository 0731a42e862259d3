package org.sluice.api.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a reader has loaded and not yet consumed; grows with what arrives, not with what was asked for. */
final class LoadedBytes {

    private static final byte[] EMPTY = {};

    /** The most a single read from the stream makes room for. */
    private static final int CHUNK = 64 * 1024;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int from;
    private int to;

    LoadedBytes() {
        this.bytes = EMPTY;
    }

    /** Takes the array over. */
    LoadedBytes(byte[] bytes) {
        this.bytes = bytes;
        this.to = bytes.length;
    }

    int length() {
        return to - from;
    }

    /** How many bytes more fit at all. */
    int room() {
        return LARGEST_ARRAY - length();
    }

    /** Reads once, at most {@code most} bytes; waits as the stream does. Returns what the stream returned. */
    int fill(InputStream stream, int most) throws IOException {
        int wanted = Math.min(most, CHUNK);
        makeRoom(wanted);
        int count = stream.read(bytes, to, wanted);
        if (count > 0) {
            to += count;
        }
        return count;
    }

    private void makeRoom(int wanted) {
        if (bytes.length - to >= wanted) {
            return;
        }
        int length = length();
        byte[] target = bytes;
        if (bytes.length - length < wanted) {
            target = new byte[(int) Math.min(LARGEST_ARRAY, Math.max(length + (long) wanted, 2L * length))];
        }
        System.arraycopy(bytes, from, target, 0, length);
        bytes = target;
        from = 0;
        to = length;
    }

    /** The next bytes, not consumed, valid until the next {@link #fill}. */
    ByteBuffer peek(int count) {
        if (count > length()) {
            throw new IndexOutOfBoundsException(count + " bytes asked for and " + length()
                    + " loaded; call load first, and look at what it returns");
        }
        return ByteBuffer.wrap(bytes, from, count).slice();
    }

    void skip(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    byte[] detach() {
        byte[] detached = Arrays.copyOfRange(bytes, from, to);
        bytes = EMPTY;
        from = 0;
        to = 0;
        return detached;
    }
}
