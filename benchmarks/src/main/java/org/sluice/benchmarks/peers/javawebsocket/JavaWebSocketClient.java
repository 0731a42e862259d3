package org.sluice.benchmarks.peers.javawebsocket;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.sluice.benchmarks.link.Receiver;

/** One connection of the client. */
final class JavaWebSocketClient extends WebSocketClient {

    private final Receiver receiver;

    JavaWebSocketClient(URI uri, Receiver receiver) {
        super(uri);
        this.receiver = receiver;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String text) {
        receiver.ended("text came: " + text);
    }

    @Override
    public void onMessage(ByteBuffer message) {
        try {
            receiver.received(message);
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        receiver.ended(code + " " + reason);
    }

    @Override
    public void onError(Exception failure) {
        receiver.ended(failure.toString());
    }
}
