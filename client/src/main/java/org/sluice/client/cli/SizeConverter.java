package org.sluice.client.cli;

import org.sluice.core.config.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes such as {@code 65536}, {@code 64KiB}, {@code 1G} (both binary) or {@code 1GB} (decimal). */
public final class SizeConverter implements ITypeConverter<Long> {

    /** Made by the command line. */
    public SizeConverter() {}

    @Override
    public Long convert(String text) {
        try {
            return Quantities.bytes(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
