package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.sluice.api.ClosedEvent;
import org.sluice.api.SocketClosedException;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketException;
import org.sluice.core.StreamEndpoint;

/**
 * What {@link Commands} is, for streams: each binary message is a command. {@code return} ends the work. One that is {@code impatient} does
 * not wait long for the next one.
 */
@ServerEndpoint("/commands/stream/{key}")
public class StreamCommands extends StreamEndpoint {

    private static final Logger LOG = System.getLogger("org.sluice");

    private String key = "";

    @Override
    protected void onOpen(StreamWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        Journal.add(key, "open");
        if (session.getRequestParameterMap().containsKey("refuse")) {
            throw new IllegalStateException("refused, as the test asked for");
        }
        if (session.getRequestParameterMap().containsKey("impatient")) {
            socket.control().receiveTimeout(Duration.ofMillis(300));
        }
    }

    @Override
    protected void onStream(StreamWebSocket socket, Session session) throws Exception {
        if (!session.getRequestParameterMap().containsKey("silent")) {
            greet(socket);
        }
        for (Optional<InputStream> in = next(socket); in.isPresent(); in = next(socket)) {
            byte[] command = in.get().readAllBytes();
            String[] words = new String(command, StandardCharsets.UTF_8).split(" ", 3);
            Journal.add(key, "message");
            switch (words[0]) {
                case "close" -> socket.close(Integer.parseInt(words[1]), words[2]);
                case "fail" -> throw new IllegalStateException("failed, as the test asked for");
                case "return" -> {
                    return;
                }
                default -> send(socket, command);
            }
        }
    }

    private static void greet(StreamWebSocket socket) throws Exception {
        try {
            send(socket, "hello".getBytes(StandardCharsets.UTF_8));
        } catch (WebSocketException goneAlready) {
            // A peer may end as soon as it has this, before the container says that it is sent; reading then tells how.
            LOG.log(Level.DEBUG, "The peer ended while it was greeted", goneAlready);
        }
    }

    /** Keeps in the journal how reading ended. */
    private Optional<InputStream> next(StreamWebSocket socket) throws IOException {
        try {
            Optional<InputStream> in = socket.nextMessage();
            if (in.isEmpty()) {
                Journal.add(key, "read ended");
            }
            return in;
        } catch (SocketClosedException e) {
            Journal.add(key, "read failed " + e.closeCode());
            throw e;
        }
    }

    private static void send(StreamWebSocket socket, byte[] message) throws Exception {
        OutputStream out = socket.newMessage();
        out.write(message);
        out.close();
    }

    @Override
    protected void onClosed(StreamWebSocket socket, ClosedEvent event) {
        Journal.add(key, Endings.line(event));
    }
}
