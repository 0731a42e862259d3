package org.sluice.benchmarks.link;

import java.util.Arrays;
import java.util.Locale;

/** What a server does on a connection, chosen by the path of its URI. {@link Services} does it. */
public enum Service {
    /** Counts the bytes of a {@link Load} and answers with a {@link Digest}. */
    DISCARD(true),
    /** Sends the {@link Load} that it is asked for. */
    GENERATE(true),
    /** Sends each message back. */
    ECHO(false),
    /** Sends each message to all connections of this service. */
    BROADCAST(false);

    private final boolean streams;

    Service(boolean streams) {
        this.streams = streams;
    }

    /** Whether data is taken in parts as they come, and not as whole messages. */
    public boolean streams() {
        return streams;
    }

    /** The path of the URI. */
    public String path() {
        return '/' + name().toLowerCase(Locale.ROOT);
    }

    /** The service of a path. */
    public static Service at(String path) {
        return Arrays.stream(values())
                .filter(service -> service.path().equals(path))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no service at " + path));
    }
}
