package org.sluice.server;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.sluice.api.StreamWebSocket;
import org.sluice.core.CreditConfigurator;

/** Sends bytes back as they come, message by message, in bounded memory: it reads no faster than the peer does (P26). */
@ServerEndpoint(
        value = "/stream/echo",
        subprotocols = CreditConfigurator.SUB_PROTOCOL,
        configurator = CreditConfigurator.class)
public class StreamEcho extends LongStream {

    private static final int CHUNK = 64 * 1024;

    /** Called by the container. */
    public StreamEcho() {}

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (Optional<InputStream> in = socket.nextMessage(); in.isPresent(); in = socket.nextMessage()) {
            OutputStream out = socket.newMessage();
            copy(in.get(), out, chunk);
            // Not in a try block: an end of the message after a failure would tell the peer that it is whole.
            out.close();
        }
    }

    private static void copy(InputStream in, OutputStream out, byte[] chunk) throws IOException {
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }
}
