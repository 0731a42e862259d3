package org.sluice.client.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a URL. Whether a socket can connect to it, the socket decides. */
final class UrlConverter implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            throw new TypeConversionException("'" + text + "' is not a URL: " + e.getReason() + where);
        }
    }
}
