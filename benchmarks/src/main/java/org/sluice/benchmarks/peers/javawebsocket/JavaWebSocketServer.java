package org.sluice.benchmarks.peers.javawebsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.sluice.benchmarks.link.Receiver;
import org.sluice.benchmarks.link.Service;
import org.sluice.benchmarks.link.Services;

/** All connections of the server, each with its receiver attached. */
final class JavaWebSocketServer extends WebSocketServer {

    private final Services services = new Services();
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    JavaWebSocketServer() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    void awaitStart() {
        started.join();
    }

    @Override
    public void onStart() {
        started.complete(null);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        Service service = Service.at(handshake.getResourceDescriptor());
        socket.setAttachment(services.open(service, new JavaWebSocketLink(socket)));
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        socket.close();
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        Receiver receiver = socket.getAttachment();
        try {
            receiver.received(message);
        } catch (IOException e) {
            onError(socket, e);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Receiver receiver = socket.getAttachment();
        if (receiver != null) {
            receiver.ended(code + " " + reason);
        }
    }

    /** Without a connection it is the server that failed. */
    @Override
    public void onError(WebSocket socket, Exception failure) {
        if (socket == null) {
            started.completeExceptionally(failure);
        } else {
            socket.close();
        }
    }
}
