package org.sluice.api;

/** Called for each received message. */
@FunctionalInterface
public interface ReceivedHandler {

    /**
     * Takes one message (P36, P37). Calls for one socket come one after the other, in the order of arrival, on a thread of the
     * socket's callback executor, where blocking is allowed: while the handler runs, the peer's further messages wait, first in a
     * bounded backlog, then at the peer. Sending and closing inside the handler are legal (P33). An exception is logged and closes
     * the socket with 1011.
     *
     * @param socket the socket that received
     * @param message what was received
     * @throws Exception if the application fails
     */
    void onReceived(MessageWebSocket socket, ReceivedMessage message) throws Exception;
}
