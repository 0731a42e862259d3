package org.sluice.core.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads sizes and times as people write them. */
public final class Quantities {

    /** The longest time that is taken, so that no sum of times overflows. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(i?b|)", Pattern.CASE_INSENSITIVE);
    /** The place is the power. */
    private static final String SIZE_UNITS = "kmgt";

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|)");

    private Quantities() {}

    /**
     * Reads a number of bytes.
     *
     * @param text such as {@code 65536}, {@code 64KiB}, {@code 1G} (both binary) or {@code 1GB} (decimal)
     * @return 0 or more
     * @throws IllegalArgumentException if it is not a size, or over 2^63 - 1
     */
    public static long bytes(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 65536, 64KiB or 4GiB");
        }
        String unit = parts.group(2).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : SIZE_UNITS.indexOf(unit) + 1;
        long base = parts.group(3).equalsIgnoreCase("b") ? 1000 : 1024;
        try {
            long size = Long.parseLong(parts.group(1));
            for (int i = 0; i < power; i++) {
                size = Math.multiplyExact(size, base);
            }
            return size;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large", e);
        }
    }

    /**
     * Reads a time.
     *
     * @param text such as {@code 500ms}, {@code 1.5s}, {@code 2m} or, as ISO 8601 has it, {@code PT2M}; a number alone is seconds
     * @return zero to a year
     * @throws IllegalArgumentException if it is not a time, or longer than a year
     */
    public static Duration time(String text) {
        Duration time = text.startsWith("P") ? iso(text) : brief(text);
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is not between 0 and a year");
        }
        return time;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw noTime(text, e);
        }
    }

    private static Duration brief(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw noTime(text, null);
        }
        BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(nanosIn(parts.group(2))));
        // At most 999 999 999 hours: more than a long of nanoseconds, less than one of seconds.
        BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue());
    }

    private static IllegalArgumentException noTime(String text, @Nullable Exception cause) {
        return new IllegalArgumentException("'" + text + "' is not a time such as 500ms, 10s or 2m", cause);
    }

    private static long nanosIn(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000_000_000L;
        };
    }
}
