package org.sluice.server;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.jspecify.annotations.Nullable;

/**
 * Streams in the standard's own way, without our classes: parts of a message back to their sender as they come. The container makes
 * one object for each connection.
 */
@ServerEndpoint("/plain/stream")
public class PlainStream {

    private @Nullable OutputStream answer;

    /** Called by the container. */
    public PlainStream() {}

    /**
     * Takes a part of a message; blocks while the peer does not read.
     *
     * @param part some bytes
     * @param last whether the message ends with them
     * @param session the connection
     * @throws IOException if the connection is lost
     */
    @OnMessage
    public void part(ByteBuffer part, boolean last, Session session) throws IOException {
        if (answer == null && !part.hasRemaining()) {
            if (last) {
                // Tomcat's stream sends nothing where nothing was written to it.
                session.getBasicRemote().sendBinary(part);
            }
            return;
        }
        OutputStream out = answer == null ? session.getBasicRemote().getSendStream() : answer;
        Channels.newChannel(out).write(part);
        answer = last ? null : out;
        if (last) {
            out.close();
        }
    }
}
