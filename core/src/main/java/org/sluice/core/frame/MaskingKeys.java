package org.sluice.core.frame;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Masking keys that a peer cannot predict (RFC 6455, 10.3), taken from a secure random source in blocks, since one call for each frame
 * would cost more than the frame. For one writer at a time.
 */
public final class MaskingKeys {

    private static final int BLOCK = 512;

    private final SecureRandom random;
    /** Made for the first key: a server needs none. */
    private @Nullable ByteBuffer block;

    /**
     * Makes a source of keys.
     *
     * @param random strong; shared by any number of sources
     */
    public MaskingKeys(SecureRandom random) {
        this.random = random;
    }

    /**
     * The next key.
     *
     * @return any number
     */
    public int next() {
        ByteBuffer keys = block;
        if (keys == null) {
            keys = ByteBuffer.allocate(BLOCK).limit(0);
            block = keys;
        }
        if (!keys.hasRemaining()) {
            random.nextBytes(keys.array());
            keys.clear();
        }
        return keys.getInt();
    }
}
