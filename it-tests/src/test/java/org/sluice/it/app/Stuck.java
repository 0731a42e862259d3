package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** Reads nothing until another connection with the same key asks for {@code ?release}; then ends. */
@ServerEndpoint("/stuck/{key}")
public class Stuck extends StreamEndpoint {

    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        String key = session.getPathParameters().get("key");
        CountDownLatch gate = GATES.computeIfAbsent(key, first -> new CountDownLatch(1));
        if (session.getRequestParameterMap().containsKey("release")) {
            gate.countDown();
        }
        gate.await();
    }
}
