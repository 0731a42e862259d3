package org.sluice.server;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.time.Duration;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** A stream endpoint whose peers may be silent, or not read, for some minutes. */
abstract class LongStream extends StreamEndpoint {

    /** Long enough for a person at a terminal; not for ever, so that forgotten connections end. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
        socket.control().receiveTimeout(PATIENCE).sendTimeout(PATIENCE);
    }
}
