package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** What {@link Known} is, for streams: each message is echoed, and an empty one answered with what is known. */
@ServerEndpoint("/known/stream/{key}")
public class KnownStream extends StreamEndpoint {

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        // Tomcat's session tells nothing once it is closed.
        String key = session.getPathParameters().get("key");
        try {
            for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
                byte[] message = in.get().readAllBytes();
                OutputStream out = socket.newMessage();
                out.write(
                        message.length > 0
                                ? message
                                : Known.line(socket.information()).getBytes(StandardCharsets.UTF_8));
                out.close();
            }
        } finally {
            // Also where the peer ends with the last answer, before the send of it is known to be done.
            Journal.add(key, "end " + Known.line(socket.information()));
        }
    }
}
