package org.sluice.api.spi;

import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;

/**
 * Makes unconnected client sockets. Found with {@link java.util.ServiceLoader}, and used for all sockets of a context class loader; an
 * implementation has a public constructor without parameters, is safe for use by several threads and opens nothing until a socket
 * connects.
 */
public interface WebSocketProvider {

    /**
     * Makes a message socket.
     *
     * @return a new socket, not connected
     */
    MessageWebSocket newMessageWebSocket();

    /**
     * Makes a stream socket.
     *
     * @return a new socket, not connected
     */
    StreamWebSocket newStreamWebSocket();
}
