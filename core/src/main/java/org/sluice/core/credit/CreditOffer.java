package org.sluice.core.credit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one end says about credit in the handshake: the value of the header {@value #HEADER}. Both ends must have said it, and of the same
 * kind, for credit to be in force.
 *
 * @param kind what this end sends and receives
 * @param window bytes that the peer may send before the first grant
 */
public record CreditOffer(Kind kind, int window) {

    /** The header, in the request and in the answer. */
    public static final String HEADER = "Sluice-Credit";

    /** What a container may hold back inside a message is less than half of this (WildFly: 16 KiB). */
    public static final int MIN_WINDOW = 32 * 1024;

    /** The largest window that can be offered. */
    public static final int MAX_WINDOW = 1 << 30;

    private static final String VERSION = "1";
    private static final Pattern PARAMETER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    /** What a socket sends. */
    public enum Kind {
        /** Whole messages, as the application makes them. */
        MESSAGE,
        /** Chunks of a stream as complete messages; an empty one ends a logical message. */
        STREAM;

        private String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Makes an offer.
     *
     * @param kind of the socket that offers
     * @param window in bytes, 32 KiB to 1 GiB
     * @throws IllegalArgumentException if the window is below 32 KiB or above 1 GiB
     */
    public CreditOffer {
        if (window < MIN_WINDOW || window > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "window must be " + MIN_WINDOW + " to " + MAX_WINDOW + " bytes, but is " + window);
        }
    }

    /**
     * The offer of an end whose window grows by itself.
     *
     * @param kind of the socket that offers
     * @param floor with what the window begins, and below what it never is, 32 KiB to 1 GiB
     * @param ceiling what the window may become, 32 KiB to 1 GiB
     * @return with the floor as its window, or the ceiling where that is less
     * @throws IllegalArgumentException if one of the two is below 32 KiB, or both are above 1 GiB
     */
    public static CreditOffer between(Kind kind, int floor, int ceiling) {
        return new CreditOffer(kind, Math.min(floor, ceiling));
    }

    /**
     * The value of the header.
     *
     * @return ASCII
     */
    public String headerValue() {
        return VERSION + "; kind=" + kind.token() + "; window=" + window;
    }

    /**
     * Reads the peer's header.
     *
     * @param values all that came, perhaps none
     * @return empty where there is none, or one of a version that is not known here: there is no credit then
     * @throws CreditException if it breaks the rules of version 1
     */
    public static Optional<CreditOffer> read(List<String> values) throws CreditException {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new CreditException("the header " + HEADER + " came more than once");
        }
        List<String> fields =
                Arrays.stream(values.get(0).split(";", -1)).map(String::strip).toList();
        if (!fields.get(0).equals(VERSION)) {
            return Optional.empty();
        }
        Kind kind = null;
        int window = 0;
        for (String field : fields.subList(1, fields.size())) {
            Matcher parameter = PARAMETER.matcher(field);
            if (!parameter.matches()) {
                throw new CreditException("the header " + HEADER + " has a parameter that is not name=value");
            }
            String value = parameter.group(2);
            switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
                case "kind" -> kind = once("kind", kind == null, kind(value));
                case "window" -> window = once("window", window == 0, window(value));
                default -> {
                    // Later editions of version 1 may add some that one need not know.
                }
            }
        }
        if (kind == null || window == 0) {
            throw new CreditException("the header " + HEADER + " lacks its kind or its window");
        }
        return Optional.of(new CreditOffer(kind, window));
    }

    private static <T> T once(String name, boolean first, T value) throws CreditException {
        if (!first) {
            throw new CreditException("the header " + HEADER + " has its " + name + " twice");
        }
        return value;
    }

    private static Kind kind(String value) throws CreditException {
        for (Kind kind : Kind.values()) {
            if (kind.token().equals(value)) {
                return kind;
            }
        }
        throw new CreditException("the kind in the header " + HEADER + " is neither message nor stream");
    }

    private static int window(String value) throws CreditException {
        long window = NUMBER.matcher(value).matches() ? Long.parseLong(value) : 0;
        if (window < MIN_WINDOW || window > MAX_WINDOW) {
            throw new CreditException("the window in the header " + HEADER + " is no number of bytes from " + MIN_WINDOW
                    + " to " + MAX_WINDOW);
        }
        return (int) window;
    }
}
