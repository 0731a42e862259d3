package org.sluice.client.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address that does not answer: a listener whose backlog is full, so that the system drops what asks to connect. */
final class SilentAddress implements AutoCloseable {

    private final ServerSocket listener;
    private final List<Socket> fill = new ArrayList<>();

    SilentAddress(int last, int port) throws IOException {
        listener = new ServerSocket(port, 1, Peer.loopback(last));
        try {
            while (true) {
                Socket socket = new Socket();
                fill.add(socket);
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 300);
            }
        } catch (SocketTimeoutException full) {
            // As wanted.
        }
    }

    InetAddress address() {
        return listener.getInetAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : fill) {
            each.close();
        }
        listener.close();
    }
}
