package org.sluice.core.socket;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.sluice.api.CloseCode;
import org.sluice.core.common.Utf8;

/** What fits into a close frame (RFC 6455, 5.5 and 7.4). */
final class CloseReasons {

    private static final int LONGEST = 123;

    private CloseReasons() {}

    /** Refuses what the application may not send. */
    static void check(int code, String reason) {
        Objects.requireNonNull(reason, "reason");
        if (!CloseCode.maySend(code)) {
            throw new IllegalArgumentException("code " + code
                    + " may not be sent (RFC 6455, 7.4); use 1000 to 1003, 1007 to 1014 or 3000 to 4999");
        }
        long length = Utf8.length("reason", reason);
        if (length > LONGEST) {
            throw new IllegalArgumentException("reason has " + length + " bytes of UTF-8; at most " + LONGEST
                    + " fit into a close frame (RFC 6455, 5.5)");
        }
    }

    /** At most 123 bytes of UTF-8, cut between characters. */
    static String cut(String reason) {
        String fits = reason;
        while (fits.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            fits = fits.substring(0, fits.offsetByCodePoints(fits.length(), -1));
        }
        return fits;
    }
}
