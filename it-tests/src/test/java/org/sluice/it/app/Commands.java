package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/**
 * Does what messages say, echoes all else, and keeps a journal of its life: {@code close CODE REASON}, {@code leave} without a code, {@code
 * burst COUNT}, {@code fail}; {@code end KEY} closes another connection with 4003. It says hello unless the address asks for silence; one that
 * is {@code hasty} does not wait long for the answer to its close.
 */
@ServerEndpoint("/commands/{key}")
public class Commands extends MessageEndpoint {

    private static final Map<String, MessageWebSocket> OPEN = new ConcurrentHashMap<>();

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) throws Exception {
        key = session.getPathParameters().get("key");
        Journal.add(key, "open");
        OPEN.put(key, socket);
        if (session.getRequestParameterMap().containsKey("refuse")) {
            throw new IllegalStateException("refused, as the test asked for");
        }
        if (session.getRequestParameterMap().containsKey("hasty")) {
            socket.control().closeTimeout(Duration.ofMillis(300));
        }
        if (!session.getRequestParameterMap().containsKey("silent")) {
            socket.send("hello");
        }
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        String[] words = message.text().split(" ", 3);
        Journal.add(key, "message");
        switch (words[0]) {
            case "close" -> socket.close(Integer.parseInt(words[1]), words[2]);
            case "leave" -> socket.close();
            case "burst" -> burst(socket, Integer.parseInt(words[1]));
            case "end" -> end(words[1]);
            case "fail" -> throw new IllegalStateException("failed, as the test asked for");
            default -> socket.send(message.text());
        }
    }

    private static void end(String other) {
        MessageWebSocket socket = OPEN.get(other);
        if (socket == null) {
            throw new IllegalArgumentException("not open: " + other);
        }
        socket.close(4003, "by another");
    }

    /** Hands in so many messages, and a close behind them. */
    private static void burst(MessageWebSocket socket, int messages) {
        for (int i = 0; i < messages; i++) {
            CompletableFuture<Void> unused = socket.sendAsync("message " + i);
        }
        socket.close(4005, "after all");
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        OPEN.remove(key, socket);
        Journal.add(key, Endings.line(event));
    }
}
