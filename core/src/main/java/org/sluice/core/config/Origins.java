package org.sluice.core.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose web pages may open a WebSocket here (RFC 6455, 10.2). Browsers name the page's origin in the handshake and leave the
 * decision to the server, unlike for other requests. Answering the others is left to the callers.
 *
 * <p>A request without an origin is allowed, since it comes from no browser. A page of the same host and port is allowed; its scheme
 * is not compared, as TLS may end at a proxy. All others have to be listed.
 */
public final class Origins {

    /** What a foreign page's handshake is told, with status 403. */
    public static final String REFUSAL =
            "This server takes no WebSocket of pages from that origin; the setting sluice.allowed-origins adds it.\n";

    /** What the setting is called for no origin but the server's own. */
    static final String SAME_ORIGIN = "same-origin";

    private static final String ANY = "*";
    /** What browsers send for pages without an origin of their own: files, sandboxed frames, redirects across origins. */
    private static final String OPAQUE = "null";

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9+.-]*)://([^/?#@\\s,*]+)");

    private final boolean any;
    private final Set<String> listed;

    private Origins(Set<String> listed) {
        this.any = listed.contains(ANY);
        this.listed = listed;
    }

    /**
     * The server's own origin alone.
     *
     * @return the default
     */
    public static Origins same() {
        return new Origins(Set.of());
    }

    /**
     * The server's own origin and others.
     *
     * @param origins such as {@code https://app.example.com} or {@code http://localhost:3000}; {@code null} for pages without an
     *     origin; {@code *} for all
     * @return the decision
     * @throws IllegalArgumentException if one is none of these; the message says which
     */
    public static Origins of(Collection<String> origins) {
        Set<String> listed = new LinkedHashSet<>();
        for (String origin : origins) {
            listed.add(normal(origin));
        }
        return new Origins(Collections.unmodifiableSet(listed));
    }

    /** Reads the text of the setting. */
    static Origins parse(String text) {
        return text.equals(SAME_ORIGIN) ? same() : of(List.of(text.split("\\s*,\\s*", -1)));
    }

    /**
     * Decides.
     *
     * @param origin the handshake's {@code Origin} header, or null if there is none
     * @param host its {@code Host} header, or null if there is none
     * @return whether the handshake may go on
     */
    public boolean allow(@Nullable String origin, @Nullable String host) {
        if (origin == null || any) {
            return true;
        }
        String page = origin.strip().toLowerCase(Locale.ROOT);
        Matcher parts = FORM.matcher(page);
        if (!parts.matches()) {
            return listed.contains(page);
        }
        String scheme = parts.group(1);
        return (host != null && authority(scheme, host.strip()).equals(authority(scheme, parts.group(2))))
                || listed.contains(normal(parts));
    }

    /**
     * What was listed.
     *
     * @return in order, in lower case and without the ports that go without saying; unmodifiable
     */
    public Set<String> listed() {
        return listed;
    }

    private static String normal(String origin) {
        String lower = origin.strip().toLowerCase(Locale.ROOT);
        if (lower.equals(ANY) || lower.equals(OPAQUE)) {
            return lower;
        }
        Matcher parts = FORM.matcher(lower);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + origin
                            + "\" is not an origin such as https://app.example.com, with neither a path nor a slash at its end");
        }
        return normal(parts);
    }

    private static String normal(Matcher parts) {
        return parts.group(1) + "://" + authority(parts.group(1), parts.group(2));
    }

    /** A host and its port, in lower case, without the port that the scheme has by itself. */
    private static String authority(String scheme, String hostAndPort) {
        String own =
                switch (scheme) {
                    case "http", "ws" -> ":80";
                    case "https", "wss" -> ":443";
                    default -> "";
                };
        String lower = hostAndPort.toLowerCase(Locale.ROOT);
        return !own.isEmpty() && lower.endsWith(own) ? lower.substring(0, lower.length() - own.length()) : lower;
    }
}
