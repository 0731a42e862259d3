package org.sluice.core.socket;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sluice.api.WebSocketControl;

/** Connects a socket; what the client module gives to the sockets it makes. */
@FunctionalInterface
public interface Connector {

    /**
     * Starts to connect and, when the wire is there, calls {@link AbstractSocket#opened}.
     *
     * @param socket what is connected
     * @param request to where and how
     * @return completes when the socket was opened, or exceptionally with a {@link org.sluice.api.WebSocketException}; cancelling it
     *     gives the connect up
     */
    CompletableFuture<Void> connect(AbstractSocket socket, Request request);

    /**
     * A connect.
     *
     * @param uri checked, scheme in lower case
     * @param headers the application's own
     * @param options frozen
     */
    record Request(URI uri, Map<String, List<String>> headers, WebSocketControl<?> options) {}
}
