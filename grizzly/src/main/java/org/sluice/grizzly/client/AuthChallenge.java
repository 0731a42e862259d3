package org.sluice.grizzly.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server or proxy wants to be shown (RFC 9110, 11.6.1). Pure.
 *
 * @param scheme in any letter case
 * @param parameters names ignore case
 */
record AuthChallenge(String scheme, Map<String, String> parameters) {

    boolean is(String other) {
        return scheme.equalsIgnoreCase(other);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /**
     * Reads the lines of a header.
     *
     * @param lines each a list of challenges
     * @return in their order; what is no challenge is passed over
     */
    static List<AuthChallenge> read(List<String> lines) {
        List<AuthChallenge> all = new ArrayList<>();
        for (String line : lines) {
            for (String item : items(line)) {
                read(item, all);
            }
        }
        return all;
    }

    private static void read(String item, List<AuthChallenge> all) {
        int end = 0;
        while (end < item.length() && RequestHead.isTokenChar(item.charAt(end))) {
            end++;
        }
        String token = item.substring(0, end);
        String rest = item.substring(end).strip();
        if (token.isEmpty()) {
            return;
        }
        if (!rest.startsWith("=")) {
            all.add(new AuthChallenge(token, new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
            read(rest, all);
        } else if (!all.isEmpty()) {
            all.get(all.size() - 1)
                    .parameters()
                    .put(token, unquoted(rest.substring(1).strip()));
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** Splits at commas outside quotes. */
    private static List<String> items(String line) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (quoted && next == '\\' && i + 1 < line.length()) {
                item.append(next).append(line.charAt(++i));
                continue;
            }
            quoted ^= next == '"';
            if (next == ',' && !quoted) {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(next);
            }
        }
        items.add(item.toString().strip());
        return items;
    }
}
