package org.sluice.core.socket;

import java.nio.charset.StandardCharsets;

/** Fits a reason of our own into a close frame. */
final class CloseReasons {

    private static final int LONGEST = 123;

    private CloseReasons() {}

    /** At most 123 bytes of UTF-8, cut between characters. */
    static String cut(String reason) {
        String fits = reason;
        while (fits.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            fits = fits.substring(0, fits.offsetByCodePoints(fits.length(), -1));
        }
        return fits;
    }
}
