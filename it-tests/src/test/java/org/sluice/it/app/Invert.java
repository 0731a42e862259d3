package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.StreamEndpoint;

/** Inverts every byte of a stream. */
@ServerEndpoint("/invert")
public class Invert extends StreamEndpoint {

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            OutputStream out = socket.newMessage();
            for (int b = in.get().read(); b >= 0; b = in.get().read()) {
                out.write(~b);
            }
            out.close();
        }
    }
}
