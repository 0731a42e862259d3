package org.sluice.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the endpoints of this application saw, kept by a key of the test's choice. As an endpoint it tells them: a message with the key
 * is answered with the events so far, each in a line. An ordinary endpoint, so that it works where ours do not.
 */
@ServerEndpoint("/journal")
public class Journal {

    private static final Map<String, Queue<String>> EVENTS = new ConcurrentHashMap<>();

    static void add(String key, String event) {
        EVENTS.computeIfAbsent(key, first -> new ConcurrentLinkedQueue<>()).add(event);
    }

    @OnMessage
    public String events(String key) {
        Queue<String> events = EVENTS.get(key);
        return events == null ? "" : String.join("\n", events);
    }
}
