package org.sluice.api;

/** Called once when a connection has ended. */
@FunctionalInterface
public interface ClosedHandler {

    /**
     * Takes the end of a connection. Runs on the socket's callback thread, after the last received message was handled. What it
     * throws is logged.
     *
     * @param socket the socket that closed
     * @param event how it ended
     * @throws Exception if the application fails
     */
    void onClosed(WebSocket socket, ClosedEvent event) throws Exception;
}
