package org.sluice.api.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a writer has collected and not yet stored, up to a limit; grows as needed and shrinks when emptied. */
final class UnstoredBytes {

    private static final byte[] EMPTY = {};
    private static final int SMALLEST = 64;

    /** An array up to this size is kept for the next values. */
    private static final int KEPT = 64 * 1024;

    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;

    UnstoredBytes(int limit) {
        this.limit = limit;
    }

    int length() {
        return length;
    }

    /** Takes all that remains in {@code added}, or nothing if that is over the limit. */
    void append(ByteBuffer added) {
        int count = added.remaining();
        if (count > limit - length) {
            throw new IllegalStateException(
                    count + " bytes more than the " + length + " unstored are over the limit of " + limit
                            + "; call store more often, or make the DataWriter with a greater limit");
        }
        makeRoom(length + count);
        added.get(bytes, length, count);
        length += count;
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            long doubled = Math.max(SMALLEST, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(doubled, limit)));
        }
    }

    /** Writes everything and is empty then; after an exception everything is still there. */
    int writeTo(OutputStream stream) throws IOException {
        int count = length;
        if (count > 0) {
            stream.write(bytes, 0, count);
        }
        clear();
        return count;
    }

    ByteBuffer detach() {
        ByteBuffer detached = ByteBuffer.wrap(bytes, 0, length).slice();
        bytes = EMPTY;
        length = 0;
        return detached;
    }

    private void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = EMPTY;
        }
    }
}
