package org.sluice.client.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes such as {@code 65536}, {@code 64KiB}, {@code 1G} (both binary) or {@code 1GB} (decimal). */
public final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(i?b|)", Pattern.CASE_INSENSITIVE);
    /** The place is the power. */
    private static final String UNITS = "kmgt";

    /** Made by the command line. */
    public SizeConverter() {}

    @Override
    public Long convert(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'" + text + "' is not a size such as 65536, 64KiB or 4GiB");
        }
        String unit = parts.group(2).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        long base = parts.group(3).equalsIgnoreCase("b") ? 1000 : 1024;
        try {
            long size = Long.parseLong(parts.group(1));
            for (int i = 0; i < power; i++) {
                size = Math.multiplyExact(size, base);
            }
            return size;
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is too large");
        }
    }
}
