package org.sluice.core.socket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers of a handshake as one string: a socket keeps them as long as it lives, most are never asked for, and as objects of their own
 * they take several times the memory. Immutable.
 */
final class HeaderLines {

    static final HeaderLines NONE = new HeaderLines("");

    /** Name and value by turns, each ended by a line feed, which neither may have (RFC 9110, 5.1 and 5.5). */
    private final String lines;

    private HeaderLines(String lines) {
        this.lines = lines;
    }

    static HeaderLines of(Map<String, List<String>> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, values) ->
                values.forEach(value -> lines.append(line(name)).append(line(value))));
        return new HeaderLines(lines.toString());
    }

    /** A recipient may read a line feed in a value as a space (RFC 9110, 5.5). */
    private static String line(String text) {
        return text.replace('\n', ' ') + '\n';
    }

    /** An immutable map whose keys ignore case. */
    Map<String, List<String>> toMap() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int at = 0;
        while (at < lines.length()) {
            int name = lines.indexOf('\n', at);
            int value = lines.indexOf('\n', name + 1);
            headers.computeIfAbsent(lines.substring(at, name), first -> new ArrayList<>())
                    .add(lines.substring(name + 1, value));
            at = value + 1;
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }
}
