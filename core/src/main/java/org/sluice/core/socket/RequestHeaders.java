package org.sluice.core.socket;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The application's own headers of a handshake request; refuses what would break the handshake or inject another header. */
final class RequestHeaders {

    private static final Set<String> OURS =
            Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    synchronized void set(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException(
                    "name of the header is not a token (RFC 7230, 3.2.6): \"" + printable(name) + "\"");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower) || lower.startsWith("sec-websocket-")) {
            throw new IllegalArgumentException("name " + name
                    + " is a header of the handshake itself; for sub-protocols use control().supportedProtocols()");
        }
        // Beyond Latin-1 too: an engine that writes the low byte alone would make a line end of U+010A.
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff)) {
            throw new IllegalArgumentException("value of the header " + name
                    + " has a control character or one beyond Latin-1: \"" + printable(value) + "\"");
        }
        values.put(name, value);
    }

    synchronized Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return all;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(RequestHeaders::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f\\u0100-\\uffff]", "?");
    }
}
