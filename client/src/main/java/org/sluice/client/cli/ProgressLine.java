package org.sluice.client.cli;

import java.util.Locale;
import java.util.OptionalLong;

/** The text of a progress bar; knows no clock and no terminal. */
final class ProgressLine {

    private static final int BAR = 16;

    private ProgressLine() {}

    /**
     * The line.
     *
     * @param bytes moved so far
     * @param total to be moved, if that is known
     * @param perSecond the rate of late
     */
    static String of(long bytes, OptionalLong total, long perSecond) {
        String rate = String.format(Locale.ROOT, "%12s", Amounts.bytes(perSecond) + "/s");
        if (total.isEmpty() || total.getAsLong() < bytes) {
            return String.format(Locale.ROOT, "%10s %s", Amounts.bytes(bytes), rate);
        }
        long all = total.getAsLong();
        double share = all == 0 ? 1 : (double) bytes / all;
        return String.format(
                Locale.ROOT,
                "[%s] %3d%% %10s of %s %s  %s left",
                bar(share),
                (int) (share * 100),
                Amounts.bytes(bytes),
                Amounts.bytes(all),
                rate,
                left(all - bytes, perSecond));
    }

    private static String bar(double share) {
        int full = (int) (share * BAR);
        return full == BAR ? "=".repeat(BAR) : "=".repeat(full) + ">" + " ".repeat(BAR - full - 1);
    }

    private static String left(long bytes, long perSecond) {
        if (bytes == 0) {
            return "0 s";
        }
        // Less than a byte a second is a stall.
        return perSecond < 1 ? "?" : Amounts.time((double) bytes / perSecond);
    }
}
