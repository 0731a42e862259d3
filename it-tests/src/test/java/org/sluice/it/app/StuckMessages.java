package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** Its handler does not return until another connection with the same key asks for {@code ?release}. */
@ServerEndpoint("/stuck/messages/{key}")
public class StuckMessages extends MessageEndpoint {

    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        if (session.getRequestParameterMap().containsKey("release")) {
            gate().countDown();
        }
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        Journal.add(key, "stuck");
        gate().await();
        Journal.add(key, "free");
    }

    private CountDownLatch gate() {
        return GATES.computeIfAbsent(key, first -> new CountDownLatch(1));
    }
}
