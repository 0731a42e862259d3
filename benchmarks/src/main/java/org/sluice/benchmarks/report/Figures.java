package org.sluice.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Shows values with about three digits that count, since no more of them do. */
final class Figures {

    private static final double THOUSAND = 1_000;
    private static final double HUNDRED = 100;
    private static final double TEN = 10;

    private Figures() {}

    static String value(double value) {
        double size = Math.abs(value);
        if (size >= THOUSAND) {
            // A thin blank, not a comma, which half of the world reads as a point.
            return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
        }
        return String.format(Locale.ROOT, size >= HUNDRED ? "%.0f" : size >= TEN ? "%.1f" : "%.2f", value);
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.0f %%", percent);
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "-";
    }
}
