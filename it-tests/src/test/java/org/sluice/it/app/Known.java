package org.sluice.it.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sluice.api.ClosedEvent;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.WebSocketInformation;
import org.sluice.core.MessageEndpoint;

/** Tells what a server's socket knows: {@code tell} at once, {@code ping} after a ping of its own; and at its end. Echoes all else. */
@ServerEndpoint(value = "/known/{key}", subprotocols = "known")
public class Known extends MessageEndpoint {

    private String key = "";

    @Override
    protected void onOpen(MessageWebSocket socket, Session session, EndpointConfig config) {
        key = session.getPathParameters().get("key");
        Journal.add(key, "open " + line(socket.information()));
    }

    @Override
    protected void onMessage(MessageWebSocket socket, ReceivedMessage message) throws Exception {
        if (message.type() == MessageType.BINARY) {
            socket.send(message.bytes());
        } else if (message.text().equals("tell")) {
            socket.send(line(socket.information()));
        } else if (message.text().equals("ping")) {
            CompletableFuture<Void> unused = socket.ping()
                    .thenCompose(time -> socket.sendAsync(
                            "pong " + socket.information().roundTripTime().equals(Optional.of(time))));
        } else {
            socket.send(message.text());
        }
    }

    @Override
    protected void onClosed(MessageWebSocket socket, ClosedEvent event) {
        Journal.add(key, "closed " + line(socket.information()));
    }

    static String line(WebSocketInformation known) {
        return "received " + known.bytesReceived() + " in " + known.messagesReceived()
                + ", sent " + known.bytesSent() + " in " + known.messagesSent()
                + ", protocol " + known.protocol().orElse("none")
                + ", status " + known.handshakeStatus().orElse(0)
                + ", from " + port(known::remoteAddress) + " to " + port(known::localAddress)
                + ", bandwidth " + (known.bandwidth().inboundBitsPerSecond() > 0)
                + " " + (known.bandwidth().outboundBitsPerSecond() > 0);
    }

    /** As a container may not tell addresses. */
    private static String port(Supplier<Optional<InetSocketAddress>> address) {
        try {
            return address.get().map(known -> String.valueOf(known.getPort())).orElse("nowhere");
        } catch (UnsupportedOperationException notTold) {
            return "?";
        }
    }
}
