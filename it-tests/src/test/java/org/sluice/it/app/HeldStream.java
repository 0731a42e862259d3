package org.sluice.it.app;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.OutputStream;
import java.util.List;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;
import org.sluice.core.StreamEndpoint;

/** Reads one message when its {@link Transfer} is released, or with {@code ?parts=N} writes one of so many parts. */
@ServerEndpoint(value = "/held/stream/{key}", configurator = CreditConfigurator.class)
public class HeldStream extends StreamEndpoint {

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        Transfer transfer = Transfer.of(session.getPathParameters().get("key")).over(socket);
        List<String> parts = session.getRequestParameterMap().get("parts");
        if (parts == null) {
            transfer.awaitRelease();
            transfer.drain(socket.nextMessage().orElseThrow());
        } else {
            OutputStream out = socket.newMessage();
            transfer.pour(Integer.parseInt(parts.get(0)), out::write);
            out.close();
        }
        while (socket.nextMessage().isPresent()) {
            // The peer closes.
        }
    }
}
