package org.sluice.it.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A user's ordinary endpoint with partial handlers: tells the length of each message, one object for each connection. */
@ServerEndpoint("/ordinary/partial")
public class OrdinaryPartial {

    private long length;

    @OnMessage
    public void text(String part, boolean last, Session session) throws IOException {
        add(part.length(), last, session);
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last, Session session) throws IOException {
        add(part.remaining(), last, session);
    }

    private void add(int more, boolean last, Session session) throws IOException {
        length += more;
        if (last) {
            session.getBasicRemote().sendText("length " + length);
            length = 0;
        }
    }
}
