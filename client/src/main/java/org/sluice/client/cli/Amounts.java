package org.sluice.client.cli;

import java.util.Locale;

/** Shows amounts of bytes and time to people. */
public final class Amounts {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double NANOS = 1e9;

    private Amounts() {}

    /**
     * An amount of bytes with one digit after the point, such as {@code 1.5 GiB}.
     *
     * @param bytes 0 or more
     * @return text of at most 10 characters
     */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes / 1024.0;
        int unit = 0;
        // 1023.95 would be shown as 1024.0.
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /**
     * Bytes in a time, such as {@code 12.0 MiB/s}.
     *
     * @param bytes 0 or more
     * @param nanos 0 or more
     * @return text
     */
    public static String rate(long bytes, long nanos) {
        return bytes(nanos <= 0 ? 0 : (long) (bytes * NANOS / nanos)) + "/s";
    }

    /** A time such as {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s} or {@code 2 h 10 min}. */
    static String time(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
