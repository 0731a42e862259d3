package org.sluice.grizzly.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes the request for an upgrade (RFC 9112, 3 and 5; RFC 6455, 4.1). Which fields it has is left to the caller; none of them can
 * break out of its line. Pure.
 */
final class RequestHead {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int DELETE = 0x7F;

    private RequestHead() {}

    /**
     * Writes all of it, the empty line included.
     *
     * @param uri its path and query are kept as they are, escapes and all; what is beyond ASCII is escaped, the fragment left out
     * @param fields in their order, a line for each value; values in UTF-8
     * @throws IllegalArgumentException if a name is no token, or a value has control characters
     */
    static ByteBuffer of(URI uri, Map<String, List<String>> fields) {
        return of("GET", target(uri), fields);
    }

    /** Writes a request of another kind. */
    static ByteBuffer of(String method, String target, Map<String, List<String>> fields) {
        StringBuilder head = new StringBuilder(512);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        // First, as RFC 9110, 7.2 asks for.
        fields.forEach((name, values) -> {
            if (isHost(name)) {
                field(head, name, values);
            }
        });
        fields.forEach((name, values) -> {
            if (!isHost(name)) {
                field(head, name, values);
            }
        });
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    static String target(URI uri) {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        String rooted = path == null || path.isEmpty() ? "/" : path;
        return query == null ? rooted : rooted + '?' + query;
    }

    private static boolean isHost(String name) {
        return name.equalsIgnoreCase("Host");
    }

    private static void field(StringBuilder head, String name, List<String> values) {
        if (name.isEmpty() || !name.chars().allMatch(RequestHead::isTokenChar)) {
            throw new IllegalArgumentException(
                    "\"" + visible(name) + "\" is no name of an HTTP header (RFC 9110, 5.6.2)");
        }
        for (String value : values) {
            if (!value.chars().allMatch(RequestHead::isText)) {
                throw new IllegalArgumentException("The value of the header " + name
                        + " has a character that HTTP does not allow there, such as the end of a line (RFC 9110, 5.5)");
            }
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    /** A character of a token (RFC 9110, 5.6.2). */
    static boolean isTokenChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c > ' ' && c < DELETE && TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static boolean isText(int c) {
        return c == '\t' || (c >= ' ' && c != DELETE);
    }

    private static String visible(String name) {
        return name.codePoints()
                .map(c -> c < ' ' || c == DELETE ? '?' : c)
                .limit(100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
