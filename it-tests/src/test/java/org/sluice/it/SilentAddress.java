package org.sluice.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An address that does not answer: a listener whose backlog is full, so that the system drops what asks to connect. */
final class SilentAddress implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> fill = new ArrayList<>();

    SilentAddress() throws IOException {
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

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        for (Socket each : fill) {
            each.close();
        }
        listener.close();
    }
}
