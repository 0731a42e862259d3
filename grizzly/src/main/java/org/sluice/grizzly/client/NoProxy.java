package org.sluice.grizzly.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that the environment variable {@code NO_PROXY} names: separated by commas, each a host, or a domain with all that is in it,
 * a leading dot or {@code *.} making no difference; with a port where only that is meant; {@code *} alone for all. Pure.
 */
final class NoProxy {

    private final List<String> entries;

    /** Reads the variable. */
    NoProxy(String value) {
        entries = Arrays.stream(value.split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Of this process; the lower case form first, as in other programs. */
    static NoProxy ofEnvironment() {
        String lower = System.getenv("no_proxy");
        String upper = System.getenv("NO_PROXY");
        return new NoProxy(lower != null ? lower : upper != null ? upper : "");
    }

    /** Whether a host is to be reached directly. */
    boolean names(Target target) {
        String host = target.host().toLowerCase(Locale.ROOT);
        return entries.stream().anyMatch(entry -> entry.equals("*") || names(entry, host, target.port()));
    }

    private static boolean names(String entry, String host, int port) {
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && (entry.charAt(colon - 1) == ']' || entry.indexOf(':') == colon)) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        String domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return host.equals(domain) || host.endsWith("." + domain) || host.equals("[" + domain + "]");
    }
}
