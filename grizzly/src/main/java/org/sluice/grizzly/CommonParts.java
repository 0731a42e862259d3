package org.sluice.grizzly;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of a server mostly have in common. Sessions keep it as long as they last, and so share one object: the latest is
 * remembered. What a request is made of is left to {@link HandshakeRequests}. Safe for all threads.
 */
final class CommonParts {

    private volatile URI uri = URI.create("/");
    private volatile @Nullable String server;

    /**
     * The address that is asked for.
     *
     * @throws IllegalArgumentException if it is no URI
     */
    URI uri(String text) {
        URI latest = uri;
        if (latest.toString().equals(text)) {
            return latest;
        }
        URI made = URI.create(text);
        uri = made;
        return made;
    }

    /** The server's own name or address; null where the connection does not tell any more. */
    @Nullable
    String server(@Nullable String address) {
        String latest = server;
        if (Objects.equals(latest, address)) {
            return latest;
        }
        server = address;
        return address;
    }
}
