package org.sluice.it.app;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** A user's ordinary endpoint with a whole handler, as those have it who do not use our base classes; beside ours in one WAR. */
@ServerEndpoint("/ordinary/whole/{name}")
public class OrdinaryWhole {

    @OnOpen
    public void open(Session session, @PathParam("name") String name) throws IOException {
        Journal.add(name, "open");
        session.getBasicRemote().sendText("hello");
    }

    @OnMessage(maxMessageSize = 100_000)
    public String message(String text, @PathParam("name") String name) {
        return name + ": " + text;
    }

    @OnClose
    public void close(@PathParam("name") String name) {
        Journal.add(name, "closed");
    }
}
