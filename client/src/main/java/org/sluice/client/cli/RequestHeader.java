package org.sluice.client.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A header as it is given on the command line. */
record RequestHeader(String name, String value) {

    /** Reads {@code NAME:VALUE}; the space around both does not count. */
    static final class Converter implements ITypeConverter<RequestHeader> {
        @Override
        public RequestHeader convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new TypeConversionException("'" + text + "' is not of the form NAME:VALUE");
            }
            return new RequestHeader(
                    text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        }
    }
}
