package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.core.MessageEndpoint;

/** A room whose members hear each other: path parameter, sub-protocol, greeting at open, state of the application. */
@ServerEndpoint(
        value = "/chat/{room}",
        subprotocols = {"chat.v2", "chat.v1"},
        configurator = Chat.Doorman.class)
public class Chat extends MessageEndpoint {

    /** Members of each room; tests look at it from inside the container. */
    public static final Map<String, List<MessageWebSocket>> ROOMS = new ConcurrentHashMap<>();

    /** The container of each room; tests look at it from inside too. */
    public static final Map<String, WebSocketContainer> CONTAINERS = new ConcurrentHashMap<>();

    private String room = "";

    /** Refuses a room, and tells the endpoint who asks. */
    public static class Doorman extends ServerEndpointConfig.Configurator {

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            // Jetty gives an empty list for a header that is not there.
            List<String> users = request.getHeaders().getOrDefault("X-User", List.of());
            config.getUserProperties().put("user", users.isEmpty() ? "nobody" : users.get(0));
        }
    }

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) throws Exception {
        room = session.getPathParameters().get("room");
        CONTAINERS.put(room, session.getContainer());
        members().add(socket);
        socket.control().maxMessageSize(1000);
        socket.send("welcome to " + room + ", " + session.getUserProperties().get("user"));
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        for (MessageWebSocket member : members()) {
            member.send(message.text());
        }
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        members().remove(socket);
    }

    private List<MessageWebSocket> members() {
        return ROOMS.computeIfAbsent(room, name -> new CopyOnWriteArrayList<>());
    }
}
