package org.sluice.core.deflate;

import java.util.zip.Deflater;

/**
 * How one end compresses; of no concern to the other.
 *
 * @param level 0 for none, 1 for fast, to 9 for small; -1 for the default of zlib, which is 6
 * @param smallest messages of fewer bytes go out uncompressed, which RFC 7692, 6, leaves to the sender; 0 for none
 */
public record DeflateOptions(int level, int smallest) {

    /** The level that peers have too; and a message of less than 64 bytes has little to win for what compressing it costs. */
    public static final DeflateOptions DEFAULT = new DeflateOptions(Deflater.DEFAULT_COMPRESSION, 64);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the level or the size is outside of its range
     */
    public DeflateOptions {
        if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION || smallest < 0) {
            throw new IllegalArgumentException(
                    "a level is -1 to 9 and a size 0 or more: " + level + " and " + smallest);
        }
    }
}
