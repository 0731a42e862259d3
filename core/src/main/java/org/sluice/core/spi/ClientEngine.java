package org.sluice.core.spi;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.sluice.api.WebSocketControl;

/**
 * The WebSocket engine that a Java SE client connects with; it makes containers and reads their failures, and leaves the
 * connect pipeline to its caller. Found with {@link java.util.ServiceLoader}, and used for all connects of a context class loader;
 * implementations have a public constructor without parameters and are safe for use by several threads.
 */
public interface ClientEngine {

    /**
     * Makes a container for the connections of one socket.
     *
     * @param handshakeTimeout how long the engine waits for the answer to its handshake; positive
     * @return a new container, which the caller does not share between sockets
     */
    WebSocketContainer newContainer(Duration handshakeTimeout);

    /**
     * Makes a container for the one connect of a socket, with its options. An engine that knows them overrides this.
     *
     * @param options frozen; their timeouts are the engine's to keep
     * @param journal what the engine finds out is written down there
     * @return a new container, which the caller does not share between sockets
     * @throws UnsupportedOperationException if an option is set that the engine has no place for; it names it
     */
    default WebSocketContainer newContainer(WebSocketControl<?> options, ConnectJournal journal) {
        refuseUnknown(options);
        return newContainer(options.connectTimeout());
    }

    /**
     * Refuses options that this engine does not know; by default all that the Jakarta API has no place for.
     *
     * @param options of a connect
     * @throws UnsupportedOperationException if one is set; it names it
     */
    default void refuseUnknown(WebSocketControl<?> options) {
        ForeignOptions.refuse(options);
    }

    /**
     * How long a caller lets a connect of this engine go on before it gives it up.
     *
     * @param options of the connect
     * @return empty where the engine ends it by itself; by default the connect timeout
     */
    default Optional<Duration> longestConnect(WebSocketControl<?> options) {
        return Optional.of(options.connectTimeout());
    }

    /**
     * Ends what a container of this engine has opened so far, and what it still opens: its connect is not wanted any more. Does
     * nothing by default. May be called by any thread while another one connects; may block shortly.
     *
     * @param container one that {@link #newContainer} made
     */
    default void abandon(WebSocketContainer container) {}

    /**
     * The URI to hand to a container so that the server gets the given one, escapes and all. An engine that decodes escapes overrides
     * this; what it decodes could otherwise even break out of the request line.
     *
     * @param uri what the application asked for
     * @return the same, unless the engine needs another form
     */
    default URI requestUri(URI uri) {
        return uri;
    }

    /**
     * Reads what the server answered out of a failure to connect.
     *
     * @param failure what {@link WebSocketContainer#connectToServer} threw
     * @return the answer, or empty where the failure is not about an answer
     */
    Optional<HandshakeAnswer> answerIn(Throwable failure);

    /**
     * An HTTP answer that was not the upgrade asked for.
     *
     * @param httpStatus the status code, 100 to 599
     * @param detail what the engine says was wrong with it
     */
    record HandshakeAnswer(int httpStatus, String detail) {}
}
