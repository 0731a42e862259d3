package org.sluice.server;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.sluice.api.CloseCode;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;

/** Sends the first {@code bytes} of {@link PseudoRandomBytes} as one message, then waits for the peer to close. */
@ServerEndpoint(
        value = "/stream/generate",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class StreamGenerate extends LongStream {

    /** Called by the container. */
    public StreamGenerate() {}

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws IOException {
        List<String> asked = session.getRequestParameterMap().getOrDefault("bytes", List.of());
        long bytes = asked.size() == 1 ? parse(asked.get(0)) : -1;
        if (bytes < 0) {
            socket.close(
                    CloseCode.POLICY_VIOLATION, "write ?bytes=N with one whole number N from 0 to " + Long.MAX_VALUE);
            return;
        }
        OutputStream out = socket.newMessage();
        new PseudoRandomBytes(bytes).transferTo(out);
        out.close();
        while (socket.nextMessage().isPresent()) {
            // Whatever the peer says, the answer was given.
        }
    }

    /** The number, or -1 where it is none. */
    private static long parse(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
