package org.sluice.core.deflate;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of {@code Sec-WebSocket-Extensions} by the grammar of RFC 6455, 9.1, with the white space and the empty list elements
 * that RFC 2616, 2.1, allows there. Time and memory grow with the length of the values, which is bounded; names are not judged.
 */
final class ExtensionHeader {

    /** As much as HTTP servers commonly take of all headers together. */
    static final int MOST_CHARS = 8192;

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private final String text;
    private int at;

    private ExtensionHeader(String text) {
        this.text = text;
    }

    /**
     * Reads.
     *
     * @param values of all headers of the name, in their order, which count as one list
     * @return in the order of the values; empty only where there are no values
     * @throws ExtensionException if they break the grammar or are too long
     */
    static List<Extension> read(List<String> values) throws ExtensionException {
        List<Extension> extensions = new ArrayList<>();
        long chars = 0;
        for (String value : values) {
            chars += value.length();
            if (chars > MOST_CHARS) {
                throw new ExtensionException("Sec-WebSocket-Extensions has more than " + MOST_CHARS + " characters");
            }
            new ExtensionHeader(value).list(extensions);
        }
        if (extensions.isEmpty() && !values.isEmpty()) {
            throw new ExtensionException("Sec-WebSocket-Extensions names no extension (RFC 6455, 9.1)");
        }
        return extensions;
    }

    private void list(List<Extension> to) throws ExtensionException {
        do {
            skipSpace();
            if (at < text.length() && text.charAt(at) != ',') {
                to.add(extension());
            }
        } while (take(','));
        if (at < text.length()) {
            throw malformed();
        }
    }

    private Extension extension() throws ExtensionException {
        String name = token();
        List<Extension.Parameter> parameters = new ArrayList<>();
        while (take(';')) {
            String parameter = token();
            parameters.add(new Extension.Parameter(parameter, take('=') ? value() : null));
        }
        return new Extension(name, List.copyOf(parameters));
    }

    private String value() throws ExtensionException {
        if (!take('"')) {
            return token();
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            // What was quoted must be a token too, so that a quote or a space in it is as wrong as the end of the text.
            if (at == text.length() || !isToken(text.charAt(at))) {
                throw malformed();
            }
            value.append(text.charAt(at++));
        }
        if (!value.isEmpty() && take('"')) {
            return value.toString();
        }
        throw malformed();
    }

    private String token() throws ExtensionException {
        skipSpace();
        int from = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return text.substring(from, at);
    }

    /** Passes white space, and a separator if it comes next. */
    private boolean take(char separator) {
        skipSpace();
        if (at == text.length() || text.charAt(at) != separator) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isToken(char c) {
        return c > ' ' && c < 0x7F && SEPARATORS.indexOf(c) < 0;
    }

    private ExtensionException malformed() {
        return new ExtensionException(
                "Sec-WebSocket-Extensions is malformed at character " + at + " of a value (RFC 6455, 9.1)");
    }
}
